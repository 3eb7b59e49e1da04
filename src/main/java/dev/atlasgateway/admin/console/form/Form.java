package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.document.ObjectFields;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Author;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A form that asks for a change of the policy. It keeps all values as typed, even those that cannot be read.
 *
 * @param typed the text of each input
 * @param labels the label of each input; faults of the policy use the same names
 * @param keyField the input of the key, which shows faults of the whole object; empty if there is none
 */
public record Form(Map<String, String> typed, Map<String, String> labels, String keyField) {

    public static Form of(Map<String, String> typed, Map<String, String> labels) {
        return new Form(typed, labels, "");
    }

    /** Returns a form for an object. Its inputs have the names of the object's fields. */
    public static Form of(ObjectKind kind, Map<String, String> typed) {
        var description = kind.description();
        var labels = new HashMap<>(description.labels());
        if (kind == ObjectKind.GRANT) {
            labels.put("expires", "Expires");
            return of(typed, labels);
        }
        var key = description.keyFields().getFirst();
        labels.put(key, kind == ObjectKind.PROJECT ? "Project id" : "Name");
        return new Form(typed, labels, key);
    }

    /** Returns the form for a new object. */
    public static Form of(ObjectKind kind, long base) {
        return of(kind, Map.of("create", "true")).at(base);
    }

    /** Returns the form that shows an object. */
    public static Form of(PolicyObject object, long base) {
        var typed = new HashMap<String, String>();
        object.kind().description().write(object).forEach((name, value) -> typed.put(name, value.toString()));
        typed.putIfAbsent(object.kind().description().keyFields().getFirst(), object.key());
        return of(object.kind(), typed).at(base);
    }

    /** Returns the form as a page shows it at first, with the revision that it shows. */
    public Form at(long revision) {
        return with(Map.of("base", Long.toString(revision)));
    }

    public Form with(Map<String, String> more) {
        var all = new HashMap<>(typed);
        all.putAll(more);
        return new Form(all, labels, keyField);
    }

    /** Returns the text of an input, with LF instead of the CR LF of browsers. */
    public String value(String input) {
        return FormFields.lines(typed.get(input)).strip();
    }

    public boolean isTicked(String input) {
        return value(input).equals("true");
    }

    /** Whether the form creates an object. */
    public boolean create() {
        return isTicked("create");
    }

    public String key() {
        return value(keyField);
    }

    /** Returns the end of a grant or a secret. */
    public DateTimeField ends() {
        return moment("expires");
    }

    /** Returns the moment of an input and the input of its time. */
    public DateTimeField moment(String input) {
        return DateTimeField.of(typed.get(input), typed.get(input + DateTimeField.TIME_SUFFIX));
    }

    /** Returns the revision that its page showed; 0 if that is not a number. */
    public long base() {
        return value("base").matches("\\d{1,18}") ? Long.parseLong(value("base")) : 0;
    }

    /** Returns the reason of the change, for the history. */
    public String why() {
        return value("why");
    }

    /** Adds what is wrong with the reason of the change. */
    public void checkWhy(FormErrors errors) {
        Author.faultOfReason(why()).ifPresent(fault -> errors.add("why", fault));
    }

    /** Reads the object by its description. Adds to the errors what cannot be read, and a key that is taken. */
    public List<Edit> edits(ObjectKind kind, PolicySnapshot snapshot, FormErrors errors) {
        addIfTaken(kind, snapshot, errors);
        var fields = new HashMap<String, String>();
        kind.description().labels().keySet().stream()
                .filter(name -> !value(name).isEmpty())
                .forEach(name -> fields.put(name, value(name)));
        var read = ObjectFields.read(kind, key(), fields);
        read.faults().forEach(fault -> errors.add(String.join(".", fault.path()), fault.sentence()));
        return read.attempt() == null ? List.of() : List.of(new Edit.Put(read.attempt()));
    }

    /** Adds an error if the form creates an object whose key is taken. */
    public void addIfTaken(ObjectKind kind, PolicySnapshot snapshot, FormErrors errors) {
        if (create() && snapshot.find(kind, key()).isPresent()) {
            errors.add(keyField, "is taken: this %s exists already".formatted(kind));
        }
    }
}
