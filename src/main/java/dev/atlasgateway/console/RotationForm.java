package dev.atlasgateway.console;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Asks for a second secret of a client.
 *
 * @param overlap how much longer the first one serves; empty for as long as it did anyway
 * @param expires when the new one ends, as {@link Typed#moment} reads it
 */
record RotationForm(String overlap, String expires, long base, String why) implements Form {

    RotationForm {
        overlap = Typed.text(overlap);
        expires = Typed.text(expires);
        why = Typed.text(why);
    }

    static RotationForm fresh(long base) {
        return new RotationForm("7d", "", base, "");
    }

    List<Edit> edits(Client client, DrawnSecret drawn, Instant now, FormErrors errors) {
        var young = new Client.Secret(drawn.sha256(), Typed.moment("expires", expires, errors));
        var old = client.secrets().stream()
                .filter(secret -> secret.expiresAt() == null || now.isBefore(secret.expiresAt()))
                .map(secret -> ending(secret, now, errors))
                .toList();
        if (old.size() > 1) {
            errors.add("", "This client has two secrets that serve; end one of them first.");
        }
        var secrets = Stream.concat(old.stream().limit(1), Stream.of(young)).toList();
        return List.of(new Edit.Put(new Client(client.id(), client.team(), secrets, client.disabled())));
    }

    /** Never later than it would have ended anyway. */
    private Client.Secret ending(Client.Secret secret, Instant now, FormErrors errors) {
        if (overlap.isEmpty()) {
            return secret;
        }
        var end = now.plus(Typed.duration("overlap", overlap, errors)).truncatedTo(ChronoUnit.SECONDS);
        var sooner = secret.expiresAt() == null || end.isBefore(secret.expiresAt());
        return sooner ? new Client.Secret(secret.sha256(), end) : secret;
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("overlap", "The present secret works for", "expires", "The new secret expires");
    }
}
