package dev.atlasgateway.admin.console.form;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form, field by field, in the order found. */
public final class FormErrors {

    private final List<FormError> errors = new ArrayList<>();

    /**
     * @param field the name of an input; empty for the form as a whole
     * @param sentence read after the field's label; a whole one for the form as a whole
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

    /** What is wrong with one field; null where nothing is. */
    public @Nullable String of(String field) {
        var sentences = errors.stream()
                .filter(error -> error.field().equals(field))
                .map(FormError::sentence)
                .toList();
        return sentences.isEmpty() ? null : String.join("; ", sentences);
    }

    record FormError(String field, String sentence) {}
}
