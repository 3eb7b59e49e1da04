package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.OutdatedRevisionException;
import dev.atlasgateway.revision.RefusedRevisionException;
import dev.atlasgateway.revision.RestorePlan;
import dev.atlasgateway.revision.Revision;
import dev.atlasgateway.revision.RevisionFilter;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.revision.edit.Actor;
import dev.atlasgateway.revision.edit.EditResult;
import dev.atlasgateway.revision.edit.PolicyEditor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Pages that list, compare and restore revisions of the policy. */
@Controller
record RevisionController(Policy policy, Revisions revisions, PolicyEditor editor) {

    private static final int PAGE_SIZE = 50;

    private static final String CHANGED_SINCE =
            "A later revision changed %s %s. Undo that one first, or undo the other objects one by one.";

    /** @param before the number of the last revision on the previous page */
    @RequireReader
    @GetMapping("/console/revisions")
    ModelAndView list(
            @ModelAttribute RevisionQuery query, @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        var errors = new FormErrors();
        var filter = query.filter(errors);
        var found = errors.isEmpty() ? revisions.before(before, filter, PAGE_SIZE + 1) : List.<Revision>of();
        var page = new ModelAndView("console/revisions")
                .addObject("query", query)
                .addObject("errors", errors)
                .addObject("revisions", found.stream().limit(PAGE_SIZE).toList())
                .addObject("newest", before == Long.MAX_VALUE ? null : query.link(null))
                .addObject(
                        "older",
                        found.size() > PAGE_SIZE
                                ? query.link(found.get(PAGE_SIZE - 1).number())
                                : null)
                .addObject("inForce", policy.current().revision());
        page.setStatus(errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /** @param from the revision to compare with, 0 for an empty policy; by default the previous one */
    @RequireReader
    @GetMapping("/console/revisions/{number}")
    ModelAndView show(@PathVariable long number, @RequestParam(required = false) @Nullable Long from, Admin admin) {
        var revision = requireRevision(number);
        if (from != null && from != 0) {
            requireRevision(from);
        }
        var base = from == null ? number - 1 : from;
        return new ModelAndView("console/revision")
                .addObject("revision", revision)
                .addObject("from", base)
                .addObject("inForce", policy.current().revision())
                .addObject(
                        "changes",
                        ChangeList.of(
                                revisions.differences().between(base, number, 0, ChangeList.MAX_SHOWN),
                                policy.current()))
                .addObject("mayChange", AccessChecks.mayChangeAll(admin));
    }

    @RequireAdmin
    @GetMapping("/console/revisions/{number}/restore")
    ModelAndView restoreForm(@PathVariable long number) {
        return restorePage(
                requireRevision(number), FormView.empty(policy.current().revision()));
    }

    /** Restores the revision if the admin saw the changes. If the policy has changed since, shows the new changes first. */
    @RequireAdmin
    @PostMapping("/console/revisions/{number}/restore")
    ModelAndView restore(@PathVariable long number, @RequestParam Map<String, String> typed, Admin admin) {
        var form = Form.of(typed, Map.of());
        var revision = requireRevision(number);
        var errors = new FormErrors();
        form.checkWhy(errors);
        if (errors.isEmpty()) {
            try {
                return FormSubmission.then("/console/revisions")
                        .apply(revisions.restore(number, form.base(), admin.author(form.why())));
            } catch (OutdatedRevisionException e) {
                // the check below adds the error
            } catch (InvalidPolicyException e) {
                e.sentences().forEach(sentence -> errors.add("", sentence));
            } catch (RefusedRevisionException e) { // the next attempt replaces the bad revision
                errors.add("", String.valueOf(e.getMessage()));
            }
        }
        var snapshot = policy.current().revision();
        if (form.base() != snapshot) {
            errors.add(
                    "",
                    "Another admin made revision %d in the meantime. The new changes are below.".formatted(snapshot));
        }
        var view = restorePage(revision, new FormView(form, snapshot, errors, null));
        view.setStatus(form.base() == snapshot ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
        return view;
    }

    private ModelAndView restorePage(Revision revision, FormView view) {
        return page("console/restore", revision, view, revisions.planRestore(revision.number()));
    }

    private ModelAndView page(String template, Revision revision, FormView view, RestorePlan plan) {
        return new ModelAndView(template)
                .addObject("view", view)
                .addObject("revision", revision)
                .addObject("changes", ChangeList.of(plan.changes(), policy.current()))
                .addObject("kept", ChangeList.of(plan.kept(), policy.current()));
    }

    /** @param object the only object to take back, such as {@code team:payments}; empty for all */
    @RequireAdmin
    @GetMapping("/console/revisions/{number}/undo")
    ModelAndView undoForm(@PathVariable long number, @RequestParam(defaultValue = "") String object) {
        return undoPage(requireRevision(number), object, FormView.empty(number));
    }

    /** Takes back what the revision changed. If a later revision changed the same objects, says so and changes nothing. */
    @RequireAdmin
    @PostMapping("/console/revisions/{number}/undo")
    ModelAndView undo(
            @PathVariable long number,
            @RequestParam(defaultValue = "") String object,
            @RequestParam Map<String, String> typed,
            Admin admin) {
        var form = Form.of(typed, Map.of()).at(number);
        var revision = requireRevision(number);
        var errors = new FormErrors();
        form.checkWhy(errors);
        if (!errors.isEmpty()) {
            return refused(revision, object, form, errors, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        var actor = new Actor(admin.author(form.why()), admin::mayChange);
        switch (editor.undo(number, named(object), actor)) {
            case EditResult.Applied applied -> {
                return FormSubmission.then("/console/revisions").apply(applied.revision());
            }
            case EditResult.Conflict conflict -> {
                conflict.changes().stream()
                        .limit(PAGE_SIZE)
                        .forEach(change -> errors.add("", CHANGED_SINCE.formatted(change.kind(), change.key())));
                return refused(revision, object, form, errors, HttpStatus.CONFLICT);
            }
            case EditResult.Invalid invalid -> invalid.sentences().forEach(sentence -> errors.add("", sentence));
            case EditResult.Managed managed -> errors.add("", managed.sentence());
            case EditResult.NotPossible not -> errors.add("", not.sentence());
            default -> throw new IllegalStateException("not the result of an undo");
        }
        return refused(revision, object, form, errors, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ModelAndView refused(Revision revision, String object, Form form, FormErrors errors, HttpStatus status) {
        var view = undoPage(revision, object, new FormView(form, form.base(), errors, null));
        view.setStatus(status);
        return view;
    }

    private ModelAndView undoPage(Revision revision, String object, FormView view) {
        return page("console/undo", revision, view, revisions.planUndo(revision.number(), named(object)))
                .addObject("object", object.isBlank() ? null : object);
    }

    private static RevisionFilter.@Nullable ObjectName named(String object) {
        try {
            return object.isBlank() ? null : RevisionFilter.ObjectName.of(object.strip());
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "object " + e.getMessage(), e);
        }
    }

    private Revision requireRevision(long number) {
        return AccessChecks.requireFound(revisions.revision(number));
    }
}
