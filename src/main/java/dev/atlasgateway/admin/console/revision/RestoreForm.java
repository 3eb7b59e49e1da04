package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormFields;
import java.util.Map;

/** Form that restores an earlier revision. */
record RestoreForm(long base, String why) implements Form {

    RestoreForm {
        why = FormFields.text(why);
    }

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }
}
