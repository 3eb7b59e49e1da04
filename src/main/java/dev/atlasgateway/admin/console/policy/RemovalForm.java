package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.edit.Dependents;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Form that removes an object and all objects that depend on it. */
record RemovalForm(long base, String why) implements Form {

    RemovalForm {
        why = FormFields.text(why);
    }

    static RemovalForm of(PolicySnapshot snapshot) {
        return new RemovalForm(snapshot.revision(), "");
    }

    static List<Edit> edits(PolicyObject object, PolicySnapshot snapshot) {
        return Stream.concat(Dependents.of(object, snapshot), Stream.of(object))
                .<Edit>map(gone -> new Edit.Remove(gone.kind(), gone.key()))
                .toList();
    }

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }
}
