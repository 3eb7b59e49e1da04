package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.DrawnSecret;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.revision.edit.ClientChanges;
import dev.atlasgateway.revision.edit.PolicyChange;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that change one client: rotate its secret, end a secret, disable it. */
@Controller
record ClientChangeController(Policy policy, FormSubmission submission, Ha1Encryption encryption, InstantSource clock) {

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/rotate")
    ModelAndView rotationForm(@PathVariable String id, Admin admin) {
        var shown = policy.current();
        var form = rotation(Map.of("overlap", "7d"));
        return page("console/client-rotate", first(form, shown), AccessChecks.requireManageable(admin, id, shown));
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/rotate")
    ModelAndView rotate(@PathVariable String id, @RequestParam Map<String, String> typed, Admin admin) {
        var client = AccessChecks.requireManageable(admin, id, policy.current());
        var form = rotation(typed);
        var drawn = DrawnSecret.drawFor(id);
        return submission.update(
                form,
                admin,
                errors -> rotation(form, id, drawn, errors),
                revision -> ClientSecretPage.of(id, drawn, revision),
                view -> page("console/client-rotate", view, client));
    }

    private static Form rotation(Map<String, String> typed) {
        return Form.of(typed, Map.of("overlap", "The present secret works for", "expires", "The new secret expires"));
    }

    /** An empty overlap keeps the end of the present secret. */
    private PolicyChange.Update rotation(Form form, String id, DrawnSecret drawn, FormErrors errors) {
        var end = form.ends().read("expires", errors);
        var typed = form.value("overlap");
        var overlap = typed.isEmpty() ? null : FormFields.duration("overlap", typed, errors);
        return ClientChanges.rotate(id, drawn, end, overlap, encryption, clock.instant());
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/secrets/{fingerprint}")
    ModelAndView expiryForm(@PathVariable String id, @PathVariable String fingerprint, Admin admin) {
        var shown = policy.current();
        var client = AccessChecks.requireManageable(admin, id, shown);
        var secret = AccessChecks.requireFound(client.secrets().stream()
                .filter(held -> held.fingerprint().equals(fingerprint))
                .findFirst());
        var end = DateTimeField.of(secret.expiresAt());
        var form = expiry(Map.of("expires", end.day(), "expiresTime", end.time()));
        return page("console/client-expiry", first(form, shown), client).addObject("fingerprint", fingerprint);
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/secrets/{fingerprint}")
    ModelAndView expire(
            @PathVariable String id,
            @PathVariable String fingerprint,
            @RequestParam Map<String, String> typed,
            Admin admin) {
        var client = AccessChecks.requireManageable(admin, id, policy.current());
        var form = expiry(typed);
        return submission.update(
                form,
                admin,
                errors -> form.isTicked("end") // now
                        ? ClientChanges.end(id, fingerprint)
                        : ClientChanges.expire(id, fingerprint, form.ends().read("expires", errors), clock.instant()),
                FormSubmission.then(PolicyObjectView.link(client)),
                view -> page("console/client-expiry", view, client).addObject("fingerprint", fingerprint));
    }

    private static Form expiry(Map<String, String> typed) {
        return Form.of(typed, Map.of("expires", "Expires"));
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/status")
    ModelAndView statusForm(@PathVariable String id, Admin admin) {
        var shown = policy.current();
        var client = AccessChecks.requireManageable(admin, id, shown);
        var form = Form.of(Map.of("disabled", Boolean.toString(!client.disabled())), Map.of());
        return page("console/client-status", first(form, shown), client);
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/status")
    ModelAndView changeStatus(@PathVariable String id, @RequestParam Map<String, String> typed, Admin admin) {
        var client = AccessChecks.requireManageable(admin, id, policy.current());
        var form = Form.of(typed, Map.of());
        return submission.update(
                form,
                admin,
                errors -> ClientChanges.disable(id, form.isTicked("disabled")),
                FormSubmission.then(PolicyObjectView.link(client)),
                view -> page("console/client-status", view, client));
    }

    private static FormView first(Form form, PolicySnapshot shown) {
        return FormView.of(form.at(shown.revision()));
    }

    private ModelAndView page(String template, FormView view, Client client) {
        return new ModelAndView(template)
                .addObject("view", view)
                .addObject("row", ClientRow.of(client, clock.instant()))
                .addObject("managedBy", FileOwnership.of(client, policy.current()));
    }
}
