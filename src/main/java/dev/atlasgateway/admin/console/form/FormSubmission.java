package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.edit.Actor;
import dev.atlasgateway.revision.edit.ClientChanges;
import dev.atlasgateway.revision.edit.EditResult;
import dev.atlasgateway.revision.edit.PolicyChange;
import dev.atlasgateway.revision.edit.PolicyEditor;
import dev.atlasgateway.revision.edit.Precondition;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Makes the change that a form asks for. If that is not possible, shows the form again with everything that was typed. */
@Component
public record FormSubmission(Policy policy, PolicyEditor editor) {

    /** The end of an object's access. Every form has at most one, and its input is called {@code expires}. */
    private static final Pattern END = Pattern.compile("^(.*\\.)?expiresAt$");

    /** Returns the page to show next, which says that the revision was made. */
    public static LongFunction<ModelAndView> then(String path) {
        return revision ->
                new ModelAndView("redirect:" + path + (path.contains("?") ? "&" : "?") + "saved=" + revision);
    }

    /**
     * Makes the change that a form asks for.
     *
     * @param asked reads the form's edits, and adds to the errors what cannot be read
     * @param done shows that the change is made, by its revision
     * @param page shows the form's own page
     */
    public ModelAndView submit(
            Form form,
            Admin admin,
            BiFunction<PolicySnapshot, FormErrors, List<Edit>> asked,
            LongFunction<ModelAndView> done,
            Function<FormView, ModelAndView> page) {
        var errors = new FormErrors();
        var edits = asked.apply(policy.current(), errors);
        return submit(form, admin, new PolicyChange.Edits(edits), edits, errors, done, page);
    }

    /**
     * Makes a change of an existing client, to its newest state.
     *
     * @param asked reads the form's change, and adds to the errors what cannot be read
     */
    public ModelAndView update(
            Form form,
            Admin admin,
            Function<FormErrors, PolicyChange.Update> asked,
            LongFunction<ModelAndView> done,
            Function<FormView, ModelAndView> page) {
        var errors = new FormErrors();
        var update = asked.apply(errors);
        try {
            return submit(form, admin, update, List.of(), errors, done, page);
        } catch (ClientChanges.RejectedException e) {
            if (e.field().equals("fingerprint")) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
            errors.add(
                    switch (e.field()) {
                        case "expiresAt" -> "expires";
                        case "secrets" -> "";
                        default -> e.field();
                    },
                    e.sentence());
            return showAgain(page, new FormView(form, form.base(), errors, null));
        }
    }

    /** @param edits the edits of the change; empty if they depend on the newest state */
    private ModelAndView submit(
            Form form,
            Admin admin,
            PolicyChange change,
            List<Edit> edits,
            FormErrors errors,
            LongFunction<ModelAndView> done,
            Function<FormView, ModelAndView> page) {
        form.checkWhy(errors);
        var actor = new Actor(admin.author(form.why()), admin::mayChange);
        if (!errors.isEmpty()) {
            var more = errors(form, edits, editor.preview(change, new Precondition.None(), actor));
            return showAgain(page, new FormView(form, form.base(), errors.and(more), null));
        }
        return switch (editor.change(change, new Precondition.UnchangedSince(form.base()), actor)) {
            case EditResult.Applied applied -> done.apply(applied.revision());
            case EditResult.Conflict conflict -> {
                var wanted = change instanceof PolicyChange.Update update
                        ? List.<Edit>of(new Edit.Put(update.change().apply(conflict.object())))
                        : edits;
                yield showAgain(
                        page, new FormView(form, conflict.now().revision(), errors, EditConflict.of(conflict, wanted)));
            }
            case EditResult.NotFound missing -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case EditResult.Forbidden forbidden ->
                throw new AccessDeniedException(admin.name() + " may not change this object");
            case EditResult result ->
                showAgain(page, new FormView(form, form.base(), errors(form, edits, result), null));
        };
    }

    /** Saves an object, which its description reads from the form, and shows its page. */
    public ModelAndView save(ObjectKind kind, Form form, Admin admin, Function<FormView, ModelAndView> page) {
        return submit(
                form,
                admin,
                (snapshot, errors) -> form.edits(kind, snapshot, errors),
                then(PolicyObjectView.link(kind, form.key())),
                page);
    }

    private static ModelAndView showAgain(Function<FormView, ModelAndView> page, FormView view) {
        var shown = page.apply(view);
        shown.setStatus(view.conflict() == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
        return shown;
    }

    /** Returns the faults beside the inputs that they are about; those of other objects are about the form as a whole. */
    public FormErrors errors(Form form, List<Edit> edits, EditResult result) {
        var errors = new FormErrors();
        switch (result) {
            case EditResult.Managed managed -> errors.add("", managed.sentence());
            case EditResult.NotPossible notPossible -> errors.add("", notPossible.sentence());
            case EditResult.Invalid invalid -> {
                if (invalid.faults().isEmpty()) {
                    invalid.sentences().forEach(sentence -> errors.add("", sentence));
                }
                invalid.faults().forEach(fault -> add(fault, form, edits, errors));
            }
            default -> {}
        }
        return errors;
    }

    private void add(Fault fault, Form form, List<Edit> edits, FormErrors errors) {
        var field = fault.field().isEmpty()
                ? form.keyField()
                : END.matcher(fault.field()).replaceFirst("expires");
        if (edits.contains(new Edit.Put(fault.object())) && form.labels().containsKey(field)) {
            errors.add(field, fault.sentence());
        } else {
            var title = PolicyObjectView.title(fault.object(), policy.current());
            errors.add("", "%s: %s %s".formatted(title, fault.field(), fault.sentence()));
        }
    }
}
