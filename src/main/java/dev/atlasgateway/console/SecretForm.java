package dev.atlasgateway.console;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import java.util.List;
import java.util.Map;

/**
 * Asks for another end of one secret of a client.
 *
 * @param expires a day, as {@link TypedMoment} reads it with {@code expiresTime}; empty for never
 * @param end whether it is to end now, for good
 */
record SecretForm(String expires, String expiresTime, boolean end, long base, String why) implements Form {

    SecretForm {
        expires = Typed.text(expires);
        expiresTime = Typed.text(expiresTime);
        why = Typed.text(why);
    }

    static SecretForm of(Client.Secret secret, long base) {
        var end = TypedMoment.of(secret.expiresAt());
        return new SecretForm(end.day(), end.time(), false, base, "");
    }

    public TypedMoment ends() {
        return TypedMoment.of(expires, expiresTime);
    }

    List<Edit> edits(Client client, String fingerprint, FormErrors errors) {
        var changed = end ? client.without(fingerprint) : client.expiring(fingerprint, ends().read("expires", errors));
        return List.of(new Edit.Put(changed));
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("expires", "Expires");
    }
}
