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
import dev.atlasgateway.policy.InvalidPolicy;
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

/** The pages of guardrails, and the check of one that is being written. */
@Controller
class GuardrailController {

    private final Policy policy;
    private final Revisions revisions;
    private final Guardrails guardrails;
    private final FormSubmission saving;
    private final FileOwnership managed;

    GuardrailController(
            Policy policy, Revisions revisions, Guardrails guardrails, FormSubmission saving, FileOwnership managed) {
        this.policy = policy;
        this.revisions = revisions;
        this.guardrails = guardrails;
        this.saving = saving;
        this.managed = managed;
    }

    @RequireReader
    @GetMapping("/console/guardrails")
    ModelAndView list(Admin admin) {
        return list(
                GuardrailLibrary.all().stream().map(GuardrailTemplateCard::of).toList(),
                AccessChecks.everything(admin));
    }

    private ModelAndView list(List<GuardrailTemplateCard> library, boolean mayChange) {
        return new ModelAndView("console/guardrails")
                .addObject("guardrails", policy.current().guardrails())
                .addObject("library", library)
                .addObject("mayChange", mayChange);
    }

    /** @param library the name of a ready one to start from; its parameters are by their own names beside it */
    @RequireAdmin
    @GetMapping("/console/new/guardrail")
    ModelAndView fresh(@RequestParam(defaultValue = "") String library, @RequestParam Map<String, String> typed) {
        var base = policy.current().revision();
        if (library.isEmpty()) {
            return page(FormView.fresh(GuardrailForm.empty(base)), true);
        }
        var start = GuardrailTemplateCard.filled(
                AccessChecks.found(GuardrailLibrary.find(library).orElse(null)), typed);
        if (start.guardrail() == null) {
            var again = GuardrailLibrary.all().stream()
                    .map(ready -> ready.name().equals(library) ? start : GuardrailTemplateCard.of(ready))
                    .toList();
            var view = list(again, true);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        return page(FormView.fresh(GuardrailForm.of(start.guardrail(), true, base)), true)
                .addObject("checked", guardrails.check(start.guardrail().expression()));
    }

    @RequireReader
    @GetMapping("/console/guardrails/{name}")
    ModelAndView show(@PathVariable String name, Admin admin) {
        var now = policy.current();
        var guardrail =
                (Guardrail) AccessChecks.found(now.find(ObjectKind.GUARDRAIL, name).orElse(null));
        return page(FormView.fresh(GuardrailForm.of(guardrail, false, now.revision())), AccessChecks.everything(admin));
    }

    @RequireAdmin
    @PostMapping("/console/guardrails")
    ModelAndView save(@ModelAttribute GuardrailForm form, Admin admin) {
        return saving.submit(
                form,
                admin,
                form::edits,
                FormSubmission.then(PolicyObjectView.link(ObjectKind.GUARDRAIL, form.name())),
                filled -> page(filled, true));
    }

    /** Says what is wrong so far, and saves nothing: below the expression for htmx, else on the form's page. */
    @RequireReader
    @PostMapping("/console/check-guardrail")
    ModelAndView check(
            @ModelAttribute GuardrailForm form,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Admin admin) {
        var filled = new FormView<>(form, form.base(), faults(form), null);
        return (htmx
                        ? new ModelAndView("console/guardrail-check").addObject("filled", filled)
                        : page(filled, AccessChecks.everything(admin)))
                .addObject("checked", guardrails.check(form.expression()));
    }

    private FormErrors faults(GuardrailForm form) {
        var errors = new FormErrors();
        var edits = form.edits(policy.current(), errors);
        if (!errors.isEmpty()) {
            return errors;
        }
        try {
            var ignored = revisions.draft(edits);
            return errors;
        } catch (InvalidPolicy e) {
            return saving.errors(form, edits, new EditResult.Invalid(e.faults(), e.sentences()));
        }
    }

    /** The page of the one that has the name already. */
    private @Nullable String taken(GuardrailForm form) {
        return policy.current()
                .find(ObjectKind.GUARDRAIL, form.name())
                .map(PolicyObjectView::link)
                .orElse(null);
    }

    private ModelAndView page(FormView<GuardrailForm> filled, boolean mayChange) {
        var form = filled.form();
        var guardrail = form.fresh()
                ? null
                : policy.current().find(ObjectKind.GUARDRAIL, form.name()).orElse(null);
        var view = new ModelAndView("console/guardrail")
                .addObject("filled", filled)
                .addObject("title", form.fresh() ? "New guardrail" : form.name())
                .addObject("taken", filled.errors().of("name") == null ? null : taken(form))
                .addObject("checked", null);
        return managed.mark(view, guardrail, mayChange);
    }
}
