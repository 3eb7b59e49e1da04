package dev.atlasgateway.console;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import java.util.List;
import java.util.Map;

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
        var changed = end
                ? client.without(fingerprint)
                : client.expiring(fingerprint, Typed.moment("expires", expires, errors));
        return List.of(new Edit.Put(changed));
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("expires", "Expires");
    }
}
