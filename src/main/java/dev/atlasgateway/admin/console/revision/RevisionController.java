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
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.OutdatedRevisionException;
import dev.atlasgateway.revision.RefusedRevisionException;
import dev.atlasgateway.revision.Revision;
import dev.atlasgateway.revision.Revisions;
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
import org.springframework.web.servlet.ModelAndView;

/** Pages that list, compare and restore revisions of the policy. */
@Controller
record RevisionController(Policy policy, Revisions revisions) {

    private static final int PAGE_SIZE = 50;

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
                .addObject(
                        "revisions",
                        found.stream().limit(PAGE_SIZE).map(RevisionRow::of).toList())
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

    /** @param from the revision to compare with; by default the previous one */
    @RequireReader
    @GetMapping("/console/revisions/{number}")
    ModelAndView show(@PathVariable long number, @RequestParam(required = false) @Nullable Long from, Admin admin) {
        var revision = requireRevision(number);
        var base = from == null ? number - 1 : from;
        return new ModelAndView("console/revision")
                .addObject("revision", RevisionRow.of(revision))
                .addObject("from", base)
                .addObject("inForce", policy.current().revision())
                .addObject("changes", ChangeList.of(revisions.difference(base, number), policy.current()))
                .addObject("mayChange", AccessChecks.mayChangeAll(admin));
    }

    @RequireAdmin
    @GetMapping("/console/revisions/{number}/restore")
    ModelAndView restoreForm(@PathVariable long number) {
        return restorePage(
                requireRevision(number),
                FormView.of(Form.of(Map.of(), Map.of()).at(policy.current().revision())));
    }

    /** Restores the revision if the admin saw the changes. If the policy has changed since, shows the new changes first. */
    @RequireAdmin
    @PostMapping("/console/revisions/{number}/restore")
    ModelAndView restore(@PathVariable long number, @RequestParam Map<String, String> typed, Admin admin) {
        var form = Form.of(typed, Map.of());
        var revision = requireRevision(number);
        var errors = new FormErrors();
        if (form.why().isEmpty()) {
            errors.add("why", FormSubmission.WHY);
        }
        if (errors.isEmpty()) {
            try {
                return FormSubmission.then("/console/revisions")
                        .apply(revisions.restore(number, form.base(), new Author(admin.name(), form.why())));
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
        return new ModelAndView("console/restore")
                .addObject("view", view)
                .addObject("revision", RevisionRow.of(revision))
                .addObject(
                        "changes",
                        ChangeList.of(revisions.difference(view.base(), revision.number()), policy.current()));
    }

    private Revision requireRevision(long number) {
        return AccessChecks.requireFound(revisions.revision(number));
    }
}
