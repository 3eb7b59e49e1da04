package dev.atlasgateway.admin.console.form;

import org.jspecify.annotations.Nullable;

/**
 * A form as its page shows it.
 *
 * @param base the revision that the page shows, and that the form answers to when it is sent
 * @param overtaken what somebody else did to the same object meanwhile
 */
public record FormView<F extends Form>(
        F form, long base, FormErrors errors, @Nullable EditConflict overtaken) {

    /** As it is first shown. */
    public static <F extends Form> FormView<F> fresh(F form) {
        return new FormView<>(form, form.base(), new FormErrors(), null);
    }
}
