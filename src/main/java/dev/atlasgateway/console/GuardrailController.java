package dev.atlasgateway.console;

import dev.atlasgateway.guardrail.GuardrailLibrary;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.signin.Admin;
import dev.atlasgateway.signin.ForAdmins;
import dev.atlasgateway.signin.ForReaders;
import java.util.Map;
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
    private final Saving saving;
    private final Managed managed;

    GuardrailController(Policy policy, Revisions revisions, Guardrails guardrails, Saving saving, Managed managed) {
        this.policy = policy;
        this.revisions = revisions;
        this.guardrails = guardrails;
        this.saving = saving;
        this.managed = managed;
    }

    @ForReaders
    @GetMapping("/console/guardrails")
    ModelAndView list(Admin admin) {
        return new ModelAndView("console/guardrails")
                .addObject("guardrails", policy.current().guardrails())
                .addObject("library", GuardrailLibrary.all())
                .addObject("mayChange", Reach.everything(admin));
    }

    @ForAdmins
    @GetMapping("/console/new/guardrail")
    ModelAndView fresh(@RequestParam(defaultValue = "") String from, @RequestParam Map<String, String> values) {
        return page(
                Filled.fresh(GuardrailStart.from(from, values, policy.current().revision())), true);
    }

    @ForReaders
    @GetMapping("/console/guardrails/{name}")
    ModelAndView show(@PathVariable String name, Admin admin) {
        var now = policy.current();
        var guardrail = (Guardrail) Reach.found(now.find(Kind.GUARDRAIL, name).orElse(null));
        return page(Filled.fresh(GuardrailForm.of(guardrail, false, now.revision())), Reach.everything(admin));
    }

    @ForAdmins
    @PostMapping("/console/guardrails")
    ModelAndView save(@ModelAttribute GuardrailForm form, Admin admin) {
        return saving.submit(
                form,
                admin,
                form::edits,
                Saving.then(Described.link(Kind.GUARDRAIL, form.name())),
                filled -> page(filled, true));
    }

    /** Says what is wrong so far, and saves nothing: below the expression for htmx, else on the form's page. */
    @ForAdmins
    @PostMapping("/console/check-guardrail")
    ModelAndView check(
            @ModelAttribute GuardrailForm form,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx) {
        var filled = new Filled<>(form, form.base(), faults(form), null);
        return (htmx ? new ModelAndView("console/guardrail-check").addObject("filled", filled) : page(filled, true))
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
            return Saving.errors(form, edits, new Changes.Result.Invalid(e.faults(), e.sentences()));
        }
    }

    private ModelAndView page(Filled<GuardrailForm> filled, boolean mayChange) {
        var form = filled.form();
        var guardrail = form.fresh()
                ? null
                : policy.current().find(Kind.GUARDRAIL, form.name()).orElse(null);
        var view = new ModelAndView("console/guardrail")
                .addObject("filled", filled)
                .addObject("title", form.fresh() ? "New guardrail" : form.name())
                .addObject("checked", null);
        return managed.mark(view, guardrail, mayChange);
    }
}
