package dev.atlasgateway.admin.console.form;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Errors of a form, in the order in which they were found. */
public final class FormErrors {

    private final List<FormError> errors = new ArrayList<>();

    /**
     * @param field the name of an input; empty for the whole form
     * @param sentence continues the label of the field; for the whole form a complete sentence
     */
    public void add(String field, String sentence) {
        errors.add(new FormError(field, sentence));
    }

    /** Returns these errors, and the others of inputs that have none yet. */
    FormErrors and(FormErrors others) {
        var all = new FormErrors();
        all.errors.addAll(errors);
        others.errors.stream()
                .filter(other -> other.field().isEmpty() || of(other.field()) == null)
                .forEach(all.errors::add);
        return all;
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    public List<FormError> all() {
        return List.copyOf(errors);
    }

    /** Returns the errors of one field, joined; null if it has none. */
    public @Nullable String of(String field) {
        var sentences = errors.stream()
                .filter(error -> error.field().equals(field))
                .map(FormError::sentence)
                .toList();
        return sentences.isEmpty() ? null : String.join("; ", sentences);
    }

    record FormError(String field, String sentence) {}
}
