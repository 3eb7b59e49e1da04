package dev.atlasgateway.console;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Asks for another end of one secret of a client.
 *
 * @param expires as {@link Typed#moment} reads it; empty for never
 * @param end whether it is to end now, for good
 */
record SecretForm(String expires, boolean end, long base, String why) implements Form {

    SecretForm {
        expires = Typed.text(expires);
        why = Typed.text(why);
    }

    static SecretForm of(Client.Secret secret, long base) {
        return new SecretForm(Typed.moment(secret.expiresAt()), false, base, "");
    }

    List<Edit> edits(Client client, String fingerprint, FormErrors errors) {
        var expiresAt = end ? null : Typed.moment("expires", expires, errors);
        var secrets = client.secrets().stream()
                .flatMap(secret -> {
                    if (!Described.fingerprint(secret).equals(fingerprint)) {
                        return Stream.of(secret);
                    }
                    return end ? Stream.empty() : Stream.of(new Client.Secret(secret.sha256(), expiresAt));
                })
                .toList();
        return List.of(new Edit.Put(new Client(client.id(), client.team(), secrets, client.disabled())));
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("expires", "Expires");
    }
}
