package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import java.util.List;
import java.util.Map;

/**
 * Form that changes when a secret of a client ends.
 *
 * @param expires the day of its end, for a {@link DateTimeField} with {@code expiresTime}; empty for never
 * @param end whether to remove it now
 */
record SecretForm(String expires, String expiresTime, boolean end, long base, String why) implements Form {

    SecretForm {
        expires = FormFields.text(expires);
        expiresTime = FormFields.text(expiresTime);
        why = FormFields.text(why);
    }

    static SecretForm of(Client.Secret secret, long base) {
        var end = DateTimeField.of(secret.expiresAt());
        return new SecretForm(end.day(), end.time(), false, base, "");
    }

    public DateTimeField ends() {
        return DateTimeField.of(expires, expiresTime);
    }

    List<Edit> edits(Client client, String fingerprint, FormErrors errors) {
        var changed =
                end ? client.withoutSecret(fingerprint) : client.withEnd(fingerprint, ends().read("expires", errors));
        return List.of(new Edit.Put(changed));
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("expires", "Expires");
    }
}
