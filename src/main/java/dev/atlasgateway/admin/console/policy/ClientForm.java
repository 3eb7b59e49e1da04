package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.DrawnSecret;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.List;
import java.util.Map;

/**
 * Asks for a new client.
 *
 * @param id drawn when the form was shown, so that a form sent twice makes one client
 * @param expires when its first secret does, a day, as {@link DateTimeField} reads it with {@code expiresTime}; empty for never
 */
record ClientForm(String id, String team, String expires, String expiresTime, long base, String why) implements Form {

    ClientForm {
        id = FormFields.text(id);
        team = FormFields.text(team);
        expires = FormFields.text(expires);
        expiresTime = FormFields.text(expiresTime);
        why = FormFields.text(why);
    }

    public DateTimeField ends() {
        return DateTimeField.of(expires, expiresTime);
    }

    List<Edit> edits(DrawnSecret drawn, PolicySnapshot now, FormErrors errors) {
        if (now.client(id) != null) {
            errors.add("", "This form made its client already, and showed the secret then; rotate it if it is lost.");
        }
        if (team.isEmpty()) {
            errors.add("team", "must be chosen");
        }
        var secret = Client.Secret.of(drawn.secret(), ends().read("expires", errors));
        return List.of(new Edit.Put(new Client(id, team, List.of(secret), false)));
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("team", "Team", "expires", "Secret expires");
    }
}
