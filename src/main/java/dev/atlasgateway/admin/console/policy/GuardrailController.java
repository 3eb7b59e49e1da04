package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.guardrail.GuardrailLibrary;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.revision.edit.EditResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that list, show, add and change guardrails, and the check of an expression while it is typed. */
@Controller
class GuardrailController {

    private final Policy policy;
    private final Revisions revisions;
    private final Guardrails guardrails;
    private final FormSubmission submission;
    private final FileOwnership ownership;

    GuardrailController(
            Policy policy,
            Revisions revisions,
            Guardrails guardrails,
            FormSubmission submission,
            FileOwnership ownership) {
        this.policy = policy;
        this.revisions = revisions;
        this.guardrails = guardrails;
        this.submission = submission;
        this.ownership = ownership;
    }

    @RequireReader
    @GetMapping("/console/guardrails")
    ModelAndView list(Admin admin) {
        return list(
                GuardrailLibrary.all().stream().map(GuardrailTemplateCard::of).toList(),
                AccessChecks.mayChangeAll(admin));
    }

    private ModelAndView list(List<GuardrailTemplateCard> library, boolean mayChange) {
        return new ModelAndView("console/guardrails")
                .addObject("guardrails", policy.current().guardrails())
                .addObject("library", library)
                .addObject("mayChange", mayChange);
    }

    /** @param library the name of a template to start from; its parameters have their own names in the address */
    @RequireAdmin
    @GetMapping("/console/new/guardrail")
    ModelAndView newGuardrail(
            @RequestParam(defaultValue = "") String library, @RequestParam Map<String, String> typed) {
        var base = policy.current().revision();
        if (library.isEmpty()) {
            return page(FormView.of(GuardrailForm.empty(base)), true);
        }
        var card = GuardrailTemplateCard.filled(
                AccessChecks.requireFound(GuardrailLibrary.find(library).orElse(null)), typed);
        if (card.guardrail() == null) {
            var again = GuardrailLibrary.all().stream()
                    .map(template -> template.name().equals(library) ? card : GuardrailTemplateCard.of(template))
                    .toList();
            var view = list(again, true);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        return page(FormView.of(GuardrailForm.of(card.guardrail(), true, base)), true)
                .addObject("checked", guardrails.check(card.guardrail().expression()));
    }

    @RequireReader
    @GetMapping("/console/guardrails/{name}")
    ModelAndView show(@PathVariable String name, Admin admin) {
        var snapshot = policy.current();
        var guardrail = (Guardrail) AccessChecks.requireFound(
                snapshot.find(ObjectKind.GUARDRAIL, name).orElse(null));
        return page(
                FormView.of(GuardrailForm.of(guardrail, false, snapshot.revision())), AccessChecks.mayChangeAll(admin));
    }

    @RequireAdmin
    @PostMapping("/console/guardrails")
    ModelAndView save(@ModelAttribute GuardrailForm form, Admin admin) {
        return submission.submit(
                form,
                admin,
                form::edits,
                FormSubmission.then(PolicyObjectView.link(ObjectKind.GUARDRAIL, form.name())),
                view -> page(view, true));
    }

    /** Checks the form without saving it. Answers htmx with the part below the expression, others with the whole page. */
    @RequireReader
    @PostMapping("/console/check-guardrail")
    ModelAndView check(
            @ModelAttribute GuardrailForm form,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Admin admin) {
        var view = new FormView<>(form, form.base(), errors(form), null);
        return (htmx
                        ? new ModelAndView("console/guardrail-check").addObject("view", view)
                        : page(view, AccessChecks.mayChangeAll(admin)))
                .addObject("checked", guardrails.check(form.expression()));
    }

    private FormErrors errors(GuardrailForm form) {
        var errors = new FormErrors();
        var edits = form.edits(policy.current(), errors);
        if (!errors.isEmpty()) {
            return errors;
        }
        try {
            var ignored = revisions.draft(edits);
            return errors;
        } catch (InvalidPolicyException e) {
            return submission.errors(form, edits, new EditResult.Invalid(e.faults(), e.sentences()));
        }
    }

    /** Returns the link to the guardrail that already has this name; null if there is none. */
    private @Nullable String nameOwner(GuardrailForm form) {
        return policy.current()
                .find(ObjectKind.GUARDRAIL, form.name())
                .map(PolicyObjectView::link)
                .orElse(null);
    }

    private ModelAndView page(FormView<GuardrailForm> view, boolean mayChange) {
        var form = view.form();
        var guardrail = form.create()
                ? null
                : policy.current().find(ObjectKind.GUARDRAIL, form.name()).orElse(null);
        var page = new ModelAndView("console/guardrail")
                .addObject("view", view)
                .addObject("title", form.create() ? "New guardrail" : form.name())
                .addObject("taken", view.errors().of("name") == null ? null : nameOwner(form))
                .addObject("checked", null);
        return ownership.mark(page, guardrail, mayChange);
    }
}
