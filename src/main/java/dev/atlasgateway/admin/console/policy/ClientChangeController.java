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
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
        return page("console/client-rotate", requireClient(id, admin), first(rotation(Map.of("overlap", "7d"))));
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/rotate")
    ModelAndView rotate(@PathVariable String id, @RequestParam Map<String, String> typed, Admin admin) {
        var client = requireClient(id, admin);
        var form = rotation(typed);
        var drawn = DrawnSecret.drawFor(id);
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> rotation(form, client, drawn, errors),
                revision -> ClientSecretPage.of(id, drawn, revision),
                view -> page("console/client-rotate", client, view));
    }

    private static Form rotation(Map<String, String> typed) {
        return Form.of(typed, Map.of("overlap", "The present secret works for", "expires", "The new secret expires"));
    }

    /** An empty overlap keeps the end of the present secret. */
    private List<Edit> rotation(Form form, Client client, DrawnSecret drawn, FormErrors errors) {
        var now = clock.instant();
        var newestEnd = form.ends().read("expires", errors);
        if (client.activeSecrets(now).size() > 1) {
            errors.add("", "This client has two valid secrets. End one of them first.");
        }
        var overlap = form.value("overlap");
        var end = overlap.isEmpty()
                ? null
                : now.plus(FormFields.duration("overlap", overlap, errors)).truncatedTo(ChronoUnit.SECONDS);
        if (Client.isApiKey(client.id()) && !encryption.isOn()) {
            errors.add("", Ha1Encryption.OFF + ".");
            return List.of();
        }
        var newest = Client.Secret.of(client.id(), drawn.secret(), newestEnd, encryption);
        return List.of(new Edit.Put(client.withNewSecret(newest, end, now)));
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/secrets/{fingerprint}")
    ModelAndView expiryForm(@PathVariable String id, @PathVariable String fingerprint, Admin admin) {
        var client = requireClient(id, admin);
        var secret = AccessChecks.requireFound(client.secrets().stream()
                .filter(held -> held.fingerprint().equals(fingerprint))
                .findFirst());
        var end = DateTimeField.of(secret.expiresAt());
        var form = expiry(Map.of("expires", end.day(), "expiresTime", end.time()));
        return page("console/client-expiry", client, first(form)).addObject("fingerprint", fingerprint);
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/secrets/{fingerprint}")
    ModelAndView expire(
            @PathVariable String id,
            @PathVariable String fingerprint,
            @RequestParam Map<String, String> typed,
            Admin admin) {
        var client = requireClient(id, admin);
        var form = expiry(typed);
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> List.of(new Edit.Put(
                        form.isTicked("end") // now
                                ? client.withoutSecret(fingerprint)
                                : client.withEnd(fingerprint, form.ends().read("expires", errors)))),
                FormSubmission.then(PolicyObjectView.link(client)),
                view -> page("console/client-expiry", client, view).addObject("fingerprint", fingerprint));
    }

    private static Form expiry(Map<String, String> typed) {
        return Form.of(typed, Map.of("expires", "Expires"));
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/status")
    ModelAndView statusForm(@PathVariable String id, Admin admin) {
        var client = requireClient(id, admin);
        var form = Form.of(Map.of("disabled", Boolean.toString(!client.disabled())), Map.of());
        return page("console/client-status", client, first(form));
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/status")
    ModelAndView changeStatus(@PathVariable String id, @RequestParam Map<String, String> typed, Admin admin) {
        var client = requireClient(id, admin);
        var form = Form.of(typed, Map.of());
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> List.of(new Edit.Put(client.withDisabled(form.isTicked("disabled")))),
                FormSubmission.then(PolicyObjectView.link(client)),
                view -> page("console/client-status", client, view));
    }

    private FormView first(Form form) {
        return FormView.of(form.at(policy.current().revision()));
    }

    private Client requireClient(String id, Admin admin) {
        var client = AccessChecks.requireFound(policy.current().client(id));
        AccessChecks.requireManageable(admin, client.team());
        return client;
    }

    private ModelAndView page(String template, Client client, FormView view) {
        return new ModelAndView(template)
                .addObject("view", view)
                .addObject("row", ClientRow.of(client, clock.instant()))
                .addObject("managedBy", FileOwnership.of(client, policy.current()));
    }
}
