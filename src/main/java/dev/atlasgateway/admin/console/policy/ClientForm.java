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
 * Form that adds a client.
 *
 * @param id drawn when the page is shown, so that a form sent twice adds one client
 * @param expires the day on which the first secret ends, for a {@link DateTimeField} with {@code expiresTime}; empty for never
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

    List<Edit> edits(DrawnSecret drawn, PolicySnapshot snapshot, FormErrors errors) {
        if (snapshot.client(id) != null) {
            errors.add(
                    "", "This form already added its client and showed the secret. If the secret is lost, rotate it.");
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
