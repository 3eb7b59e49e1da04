package dev.atlasgateway.console;

import dev.atlasgateway.console.Changes.Result;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.signin.Admin;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** Takes a filled-in form to the policy, and back to its page with all that was typed if it cannot be done. */
final class Saving {

    /** Asked of every change. */
    static final String WHY = "must be told: it stands in the revision for those who come after";

    private final Policy policy;
    private final Changes changes;
    private final Managed managed;

    Saving(Policy policy, Changes changes, Managed managed) {
        this.policy = policy;
        this.changes = changes;
        this.managed = managed;
    }

    /** The page to show next, which tells that the revision was made. */
    static LongFunction<ModelAndView> then(String path) {
        return revision ->
                new ModelAndView("redirect:" + path + (path.contains("?") ? "&" : "?") + "saved=" + revision);
    }

    /**
     * Makes the change that a form asks for.
     *
     * @param asked reads the form's edits against the policy in force
     * @param done what to show where the change is made, by its revision
     * @param page the form's own page
     */
    <F extends Form> ModelAndView submit(
            F form,
            Admin admin,
            BiFunction<PolicySnapshot, FormErrors, List<Edit>> asked,
            LongFunction<ModelAndView> done,
            Function<Filled<F>, ModelAndView> page) {
        var errors = new FormErrors();
        var edits = asked.apply(policy.current(), errors);
        managed.refuse(edits, errors);
        if (form.why().isEmpty()) {
            errors.add("why", WHY);
        }
        if (!errors.isEmpty()) {
            return again(page, new Filled<>(form, form.base(), errors, null));
        }
        return switch (changes.make(form.base(), edits, new Author(admin.name(), form.why()))) {
            case Result.Made made -> done.apply(made.revision());
            case Result.Invalid invalid ->
                again(page, new Filled<>(form, form.base(), errors(form, edits, invalid, policy.current()), null));
            case Result.TooLate late -> again(page, new Filled<>(form, late.now(), errors, late.overtaken()));
        };
    }

    private static <F extends Form> ModelAndView again(Function<Filled<F>, ModelAndView> page, Filled<F> filled) {
        var view = page.apply(filled);
        view.setStatus(filled.overtaken() == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
        return view;
    }

    /** The faults beside the inputs that they are about; those of other objects are about the form as a whole. */
    static FormErrors errors(Form form, List<Edit> edits, Result.Invalid invalid, PolicySnapshot now) {
        var errors = new FormErrors();
        for (var fault : invalid.faults()) {
            var own = edits.contains(new Edit.Put(fault.object()));
            var field = fault.field().isEmpty() ? form.keyField() : fault.field();
            if (own && form.labels().containsKey(field)) {
                errors.add(field, fault.sentence());
            } else {
                errors.add("", sentence(fault, now));
            }
        }
        if (invalid.faults().isEmpty()) {
            invalid.sentences().forEach(sentence -> errors.add("", sentence));
        }
        return errors;
    }

    private static String sentence(Fault fault, PolicySnapshot now) {
        return "%s: %s %s".formatted(Described.title(fault.object(), now), fault.field(), fault.sentence());
    }
}
