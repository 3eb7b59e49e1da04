package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.guardrail.GuardrailLibrary;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.revision.edit.EditResult;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that list, show, add and change guardrails, and the check of an expression while it is typed. */
@Controller
record GuardrailController(Policy policy, Revisions revisions, Guardrails guardrails, FormSubmission submission) {

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
            var form = Form.of(ObjectKind.GUARDRAIL, base)
                    .with(Map.of("mode", Guardrail.Mode.AUDIT.name())); // refuses nothing
            return page(FormView.of(form), true);
        }
        var card = GuardrailTemplateCard.fill(AccessChecks.requireFound(GuardrailLibrary.find(library)), typed);
        if (card.guardrail() == null) {
            var again = GuardrailLibrary.all().stream()
                    .map(template -> template.name().equals(library) ? card : GuardrailTemplateCard.of(template))
                    .toList();
            var view = list(again, true);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        return page(FormView.of(form(card.guardrail(), base).with(Map.of("create", "true"))), true)
                .addObject("checked", guardrails.check(card.guardrail().expression()));
    }

    @RequireReader
    @GetMapping("/console/guardrails/{name}")
    ModelAndView show(@PathVariable String name, Admin admin) {
        var snapshot = policy.current();
        var guardrail = (Guardrail) AccessChecks.requireFound(snapshot.find(ObjectKind.GUARDRAIL, name));
        return page(FormView.of(form(guardrail, snapshot.revision())), AccessChecks.mayChangeAll(admin))
                .addObject("checked", guardrails.check(guardrail.expression()));
    }

    private static Form form(Guardrail guardrail, long base) {
        return Form.of(guardrail, base).with(Map.of("mode", guardrail.mode().name()));
    }

    @RequireAdmin
    @PostMapping("/console/guardrails")
    ModelAndView save(@RequestParam Map<String, String> typed, Admin admin) {
        var form = Form.of(ObjectKind.GUARDRAIL, typed);
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> edits(form, snapshot, errors),
                FormSubmission.then(PolicyObjectView.link(ObjectKind.GUARDRAIL, form.key())),
                view -> page(view, true));
    }

    private static List<Edit> edits(Form form, PolicySnapshot snapshot, FormErrors errors) {
        form.addIfTaken(ObjectKind.GUARDRAIL, snapshot, errors);
        var mode = FormFields.oneOf(Guardrail.Mode.class, "mode", form.value("mode"), errors);
        return mode == null
                ? List.of()
                : List.of(
                        new Edit.Put(new Guardrail(form.key(), form.value("expression"), mode, form.value("message"))));
    }

    /** Checks the form without saving it. Answers htmx with the part below the expression, others with the whole page. */
    @RequireReader
    @PostMapping("/console/check-guardrail")
    ModelAndView check(
            @RequestParam Map<String, String> typed,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Admin admin) {
        var form = Form.of(ObjectKind.GUARDRAIL, typed);
        var view = new FormView(form, form.base(), errors(form), null);
        return (htmx
                        ? new ModelAndView("console/guardrail-check").addObject("view", view)
                        : page(view, AccessChecks.mayChangeAll(admin)))
                .addObject("checked", guardrails.check(form.value("expression")));
    }

    private FormErrors errors(Form form) {
        var errors = new FormErrors();
        var edits = edits(form, policy.current(), errors);
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

    private ModelAndView page(FormView view, boolean mayChange) {
        var form = view.form();
        var snapshot = policy.current();
        var existing = snapshot.find(ObjectKind.GUARDRAIL, form.key()).orElse(null);
        var page = new ModelAndView("console/guardrail")
                .addObject("view", view)
                .addObject("title", form.create() ? "New guardrail" : form.key())
                .addObject(
                        "taken",
                        existing == null || view.errors().of("name") == null ? null : PolicyObjectView.link(existing))
                .addObject("checked", null);
        return FileOwnership.mark(page, form.create() ? null : existing, snapshot, mayChange);
    }
}
