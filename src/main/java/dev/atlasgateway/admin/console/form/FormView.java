package dev.atlasgateway.admin.console.form;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Form with its errors, as a page shows it.
 *
 * @param base the revision that the page shows and that the form is sent with
 * @param conflict the changes of other admins that it conflicts with; null if there are none
 */
public record FormView(
        Form form, long base, FormErrors errors, @Nullable EditConflict conflict) {

    /** Returns a form without inputs of its own, as a page shows it that shows this revision. */
    public static FormView empty(long base) {
        return of(Form.of(Map.of(), Map.of()).at(base));
    }

    /** Returns the form without errors. */
    public static FormView of(Form form) {
        return new FormView(form, form.base(), new FormErrors(), null);
    }
}
