package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.field.RawValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form for an object of the policy. Its inputs have the names of the object's fields, and are read by their description.
 *
 * @param create whether the form creates an object
 * @param typed the text of each input
 */
public record ObjectForm(ObjectKind kind, boolean create, Map<String, String> typed, long base, String why)
        implements Form {

    /** Returns the form for a new object. */
    public static ObjectForm create(ObjectKind kind, Map<String, String> typed, long base) {
        return new ObjectForm(kind, true, typed, base, "");
    }

    /** Returns the form for an existing object. */
    public static ObjectForm of(PolicyObject object, long base) {
        var typed = new HashMap<String, String>();
        object.kind().description().write(object).forEach((name, value) -> typed.put(name, value.toString()));
        typed.put(object.kind().description().keyFields().getFirst(), object.key());
        return new ObjectForm(object.kind(), false, typed, base, "");
    }

    /** Returns the form that a request contains. */
    public static ObjectForm of(ObjectKind kind, Map<String, String> parameters) {
        return new ObjectForm(
                kind,
                Boolean.parseBoolean(parameters.get("create")),
                parameters,
                base(parameters.getOrDefault("base", "")),
                FormFields.text(parameters.get("why")));
    }

    private static long base(String typed) {
        return typed.matches("\\d{1,18}") ? Long.parseLong(typed) : 0;
    }

    /** Returns the text of an input. */
    public String value(String field) {
        return FormFields.text(typed.get(field));
    }

    public String key() {
        return value(keyField());
    }

    /** Returns the edits of the form. Adds to the errors what cannot be read, and a key that is taken. */
    public List<Edit> edits(PolicySnapshot snapshot, FormErrors errors) {
        if (create && snapshot.find(kind, key()).isPresent()) {
            errors.add(keyField(), "is taken: this %s exists already".formatted(kind));
        }
        var object = kind.description().read(key(), new TypedObject(this, errors));
        return object == null ? List.of() : List.of(new Edit.Put(object));
    }

    @Override
    public String keyField() {
        return kind.description().keyFields().getFirst();
    }

    @Override
    public Map<String, String> labels() {
        var labels = new HashMap<>(kind.description().labels());
        labels.put(keyField(), kind == ObjectKind.PROJECT ? "Project id" : "Name");
        return labels;
    }

    /** The inputs of a form as a mapping. */
    private record TypedObject(ObjectForm form, FormErrors errors) implements RawValue, RawValue.Fields {

        @Override
        public String scalar() {
            return "";
        }

        @Override
        public Fields fields(List<String> known) {
            return this; // forms have more inputs
        }

        @Override
        public <V> @Nullable V fault(String sentence) {
            errors.add("", sentence);
            return null;
        }

        @Override
        public @Nullable RawValue get(String key) {
            var text = form.value(key);
            return text.isEmpty() ? null : new TypedText(key, text, errors);
        }

        @Override
        public void missing(String key) {
            errors.add(key, "is missing");
        }
    }

    /** The text of one input. */
    private record TypedText(String name, String scalar, FormErrors errors) implements RawValue {

        @Override
        public Fields fields(List<String> known) {
            throw new UnsupportedOperationException(name + " is one text");
        }

        @Override
        public <V> @Nullable V fault(String sentence) {
            errors.add(name, sentence);
            return null;
        }
    }
}
