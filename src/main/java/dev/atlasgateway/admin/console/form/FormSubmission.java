package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.admin.console.form.OptimisticEdits.Result;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Expiry;
import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.PlainText;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Author;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** Takes a filled-in form to the policy, and back to its page with all that was typed if it cannot be done. */
public final class FormSubmission {

    /** Asked of every change. */
    public static final String WHY = "must be told: it stands in the revision for those who come after";

    /** Where an end stands in an object; each form has one, by one name. */
    private static final Pattern END = Pattern.compile("^(.*\\.)?expiresAt$");

    private final Policy policy;
    private final OptimisticEdits changes;
    private final FileOwnership managed;
    private final InstantSource clock;

    FormSubmission(Policy policy, OptimisticEdits changes, FileOwnership managed, InstantSource clock) {
        this.policy = policy;
        this.changes = changes;
        this.managed = managed;
        this.clock = clock;
    }

    /** The page to show next, which tells that the revision was made. */
    public static LongFunction<ModelAndView> then(String path) {
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
    public <F extends Form> ModelAndView submit(
            F form,
            Admin admin,
            BiFunction<PolicySnapshot, FormErrors, List<Edit>> asked,
            LongFunction<ModelAndView> done,
            Function<FormView<F>, ModelAndView> page) {
        var errors = new FormErrors();
        var now = policy.current();
        var edits = asked.apply(now, errors);
        managed.refuse(edits, errors);
        past(edits, now).forEach(fault -> tell(fault, form, edits, now, errors));
        if (form.why().isEmpty()) {
            errors.add("why", WHY);
        }
        PlainText.faultOfLine(form.why()).ifPresent(sentence -> errors.add("why", sentence));
        if (!errors.isEmpty()) {
            return again(page, new FormView<>(form, form.base(), errors, null));
        }
        return switch (changes.make(form.base(), edits, new Author(admin.name(), form.why()))) {
            case Result.Made made -> done.apply(made.revision());
            case Result.Invalid invalid ->
                again(page, new FormView<>(form, form.base(), errors(form, edits, invalid, policy.current()), null));
            case Result.TooLate late -> again(page, new FormView<>(form, late.now(), errors, late.overtaken()));
        };
    }

    private static <F extends Form> ModelAndView again(Function<FormView<F>, ModelAndView> page, FormView<F> filled) {
        var view = page.apply(filled);
        view.setStatus(filled.overtaken() == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
        return view;
    }

    /** The faults beside the inputs that they are about; those of other objects are about the form as a whole. */
    public static FormErrors errors(Form form, List<Edit> edits, Result.Invalid invalid, PolicySnapshot now) {
        var errors = new FormErrors();
        invalid.faults().forEach(fault -> tell(fault, form, edits, now, errors));
        if (invalid.faults().isEmpty()) {
            invalid.sentences().forEach(sentence -> errors.add("", sentence));
        }
        return errors;
    }

    private static void tell(Fault fault, Form form, List<Edit> edits, PolicySnapshot now, FormErrors errors) {
        var own = edits.contains(new Edit.Put(fault.object()));
        var field = fault.field().isEmpty()
                ? form.keyField()
                : END.matcher(fault.field()).replaceFirst("expires");
        if (own && form.labels().containsKey(field)) {
            errors.add(field, fault.sentence());
        } else {
            errors.add("", sentence(fault, now));
        }
    }

    private List<Fault> past(List<Edit> edits, PolicySnapshot now) {
        var faults = new ArrayList<Fault>();
        for (var edit : edits) {
            if (edit instanceof Edit.Put put) {
                var object = put.object();
                var before = now.find(object.kind(), object.key()).orElse(null);
                faults.addAll(Expiry.newAndPast(before, object, clock.instant()));
            }
        }
        return faults;
    }

    private static String sentence(Fault fault, PolicySnapshot now) {
        return "%s: %s %s".formatted(PolicyObjectView.title(fault.object(), now), fault.field(), fault.sentence());
    }
}
