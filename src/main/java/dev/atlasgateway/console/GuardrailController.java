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
        return list(GuardrailLibrary.all().stream().map(GuardrailStart::of).toList(), Reach.everything(admin));
    }

    private ModelAndView list(List<GuardrailStart> library, boolean mayChange) {
        return new ModelAndView("console/guardrails")
                .addObject("guardrails", policy.current().guardrails())
                .addObject("library", library)
                .addObject("mayChange", mayChange);
    }

    /** @param library the name of a ready one to start from; its parameters are by their own names beside it */
    @ForAdmins
    @GetMapping("/console/new/guardrail")
    ModelAndView fresh(@RequestParam(defaultValue = "") String library, @RequestParam Map<String, String> typed) {
        var base = policy.current().revision();
        if (library.isEmpty()) {
            return page(Filled.fresh(GuardrailForm.empty(base)), true);
        }
        var start = GuardrailStart.filled(
                Reach.found(GuardrailLibrary.named(library).orElse(null)), typed);
        if (start.guardrail() == null) {
            var again = GuardrailLibrary.all().stream()
                    .map(ready -> ready.name().equals(library) ? start : GuardrailStart.of(ready))
                    .toList();
            var view = list(again, true);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        return page(Filled.fresh(GuardrailForm.of(start.guardrail(), true, base)), true)
                .addObject("checked", guardrails.check(start.guardrail().expression()));
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
    @ForReaders
    @PostMapping("/console/check-guardrail")
    ModelAndView check(
            @ModelAttribute GuardrailForm form,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Admin admin) {
        var filled = new Filled<>(form, form.base(), faults(form), null);
        return (htmx
                        ? new ModelAndView("console/guardrail-check").addObject("filled", filled)
                        : page(filled, Reach.everything(admin)))
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
            return Saving.errors(form, edits, new Changes.Result.Invalid(e.faults(), e.sentences()), policy.current());
        }
    }

    /** The page of the one that has the name already. */
    private @Nullable String taken(GuardrailForm form) {
        return policy.current()
                .find(Kind.GUARDRAIL, form.name())
                .map(Described::link)
                .orElse(null);
    }

    private ModelAndView page(Filled<GuardrailForm> filled, boolean mayChange) {
        var form = filled.form();
        var guardrail = form.fresh()
                ? null
                : policy.current().find(Kind.GUARDRAIL, form.name()).orElse(null);
        var view = new ModelAndView("console/guardrail")
                .addObject("filled", filled)
                .addObject("title", form.fresh() ? "New guardrail" : form.name())
                .addObject("taken", filled.errors().of("name") == null ? null : taken(form))
                .addObject("checked", null);
        return managed.mark(view, guardrail, mayChange);
    }
}
