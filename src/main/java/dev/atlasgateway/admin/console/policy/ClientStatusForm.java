package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import java.util.List;
import java.util.Map;

/** Form that disables a client, or enables it again. */
record ClientStatusForm(boolean disabled, long base, String why) implements Form {

    ClientStatusForm {
        why = FormFields.text(why);
    }

    List<Edit> edits(Client client) {
        return List.of(new Edit.Put(client.withDisabled(disabled)));
    }

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }
}
