package dev.atlasgateway.admin.console.form;

import org.jspecify.annotations.Nullable;

/**
 * Form with its errors, as a page shows it.
 *
 * @param base the revision that the page shows and that the form is sent with
 * @param conflict the changes of other admins that it conflicts with; null if there are none
 */
public record FormView<F extends Form>(
        F form, long base, FormErrors errors, @Nullable EditConflict conflict) {

    /** Returns the form without errors. */
    public static <F extends Form> FormView<F> of(F form) {
        return new FormView<>(form, form.base(), new FormErrors(), null);
    }
}
