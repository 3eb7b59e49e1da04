package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.DrawnSecret;
import dev.atlasgateway.policy.Edit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Form that gives a client a second secret.
 *
 * @param overlap how much longer the present secret works; empty to keep its end
 * @param expires the day on which the new secret ends, for a {@link DateTimeField} with {@code expiresTime}; empty for never
 */
record RotationForm(String overlap, String expires, String expiresTime, long base, String why) implements Form {

    RotationForm {
        overlap = FormFields.text(overlap);
        expires = FormFields.text(expires);
        expiresTime = FormFields.text(expiresTime);
        why = FormFields.text(why);
    }

    static RotationForm of(long base) {
        return new RotationForm("7d", "", "", base, "");
    }

    public DateTimeField ends() {
        return DateTimeField.of(expires, expiresTime);
    }

    List<Edit> edits(Client client, DrawnSecret drawn, Instant now, FormErrors errors) {
        var newest = Client.Secret.of(drawn.secret(), ends().read("expires", errors));
        if (client.activeSecrets(now).size() > 1) {
            errors.add("", "This client has two valid secrets. End one of them first.");
        }
        var end = overlap.isEmpty()
                ? null
                : now.plus(FormFields.duration("overlap", overlap, errors)).truncatedTo(ChronoUnit.SECONDS);
        return List.of(new Edit.Put(client.withNewSecret(newest, end, now)));
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("overlap", "The present secret works for", "expires", "The new secret expires");
    }
}
