package dev.atlasgateway.console;

import org.jspecify.annotations.Nullable;

/**
 * A form as its page shows it.
 *
 * @param base the revision that the page shows, and that the form answers to when it is sent
 * @param overtaken what somebody else did to the same object meanwhile
 */
record Filled<F extends Form>(
        F form, long base, FormErrors errors, @Nullable Overtaken overtaken) {

    /** As it is first shown. */
    static <F extends Form> Filled<F> fresh(F form) {
        return new Filled<>(form, form.base(), new FormErrors(), null);
    }
}
