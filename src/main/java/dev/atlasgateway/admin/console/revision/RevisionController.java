package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.BadRevision;
import dev.atlasgateway.revision.Revision;
import dev.atlasgateway.revision.RevisionMoved;
import dev.atlasgateway.revision.Revisions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages of the policy's history. */
@Controller
class RevisionController {

    private static final int ROWS = 50;

    private final Policy policy;
    private final Revisions revisions;

    RevisionController(Policy policy, Revisions revisions) {
        this.policy = policy;
        this.revisions = revisions;
    }

    /** @param before a revision's number; where the page before ended */
    @RequireReader
    @GetMapping("/console/revisions")
    ModelAndView list(
            @ModelAttribute RevisionQuery asked, @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        var errors = new FormErrors();
        var filter = asked.filter(errors);
        var found = errors.isEmpty() ? revisions.before(before, filter, ROWS + 1) : List.<Revision>of();
        var page = new ModelAndView("console/revisions")
                .addObject("asked", asked)
                .addObject("errors", errors)
                .addObject(
                        "revisions",
                        found.stream().limit(ROWS).map(RevisionRow::of).toList())
                .addObject("newest", before == Long.MAX_VALUE ? null : asked.link(null))
                .addObject(
                        "older",
                        found.size() > ROWS ? asked.link(found.get(ROWS - 1).number()) : null)
                .addObject("inForce", policy.current().revision());
        page.setStatus(errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /** @param from what it is compared with; the one before it unless told otherwise */
    @RequireReader
    @GetMapping("/console/revisions/{number}")
    ModelAndView show(@PathVariable long number, @RequestParam(required = false) @Nullable Long from, Admin admin) {
        var revision = found(number);
        var base = from == null ? number - 1 : from;
        return new ModelAndView("console/revision")
                .addObject("revision", RevisionRow.of(revision))
                .addObject("from", base)
                .addObject("inForce", policy.current().revision())
                .addObject("changes", ChangeList.of(revisions.difference(base, number), policy.current()))
                .addObject("mayChange", AccessChecks.everything(admin));
    }

    @RequireAdmin
    @GetMapping("/console/revisions/{number}/restore")
    ModelAndView ask(@PathVariable long number) {
        return ask(
                found(number), FormView.fresh(new RestoreForm(policy.current().revision(), "")));
    }

    /** Restores only what the admin saw that it would do; if the policy moved meanwhile, that is shown first. */
    @RequireAdmin
    @PostMapping("/console/revisions/{number}/restore")
    ModelAndView restore(@PathVariable long number, @ModelAttribute RestoreForm form, Admin admin) {
        var revision = found(number);
        var errors = new FormErrors();
        if (form.why().isEmpty()) {
            errors.add("why", FormSubmission.WHY);
        }
        if (errors.isEmpty()) {
            try {
                return FormSubmission.then("/console/revisions")
                        .apply(revisions.restore(number, form.base(), new Author(admin.name(), form.why())));
            } catch (RevisionMoved e) {
                // told below, as to whoever gave no reason
            } catch (InvalidPolicy e) {
                e.sentences().forEach(sentence -> errors.add("", sentence));
            } catch (BadRevision e) { // it came in between; the next attempt takes its place
                errors.add("", String.valueOf(e.getMessage()));
            }
        }
        var now = policy.current().revision();
        if (form.base() != now) {
            errors.add(
                    "", "Somebody made revision %d meanwhile. Below is what the restore would do now.".formatted(now));
        }
        var view = ask(revision, new FormView<>(form, now, errors, null));
        view.setStatus(form.base() == now ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
        return view;
    }

    private ModelAndView ask(Revision revision, FormView<RestoreForm> filled) {
        return new ModelAndView("console/restore")
                .addObject("filled", filled)
                .addObject("revision", RevisionRow.of(revision))
                .addObject(
                        "changes",
                        ChangeList.of(revisions.difference(filled.base(), revision.number()), policy.current()));
    }

    private Revision found(long number) {
        return AccessChecks.found(revisions.revision(number).orElse(null));
    }
}
