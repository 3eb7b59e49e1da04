package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.DrawnSecret;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import java.time.InstantSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Pages that change one client: rotate its secret, end a secret, disable it, remove it. */
@Controller
class ClientChangeController {

    private final Policy policy;
    private final FormSubmission submission;
    private final FileOwnership ownership;
    private final InstantSource clock;

    ClientChangeController(Policy policy, FormSubmission submission, FileOwnership ownership, InstantSource clock) {
        this.policy = policy;
        this.submission = submission;
        this.ownership = ownership;
        this.clock = clock;
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/rotate")
    ModelAndView rotationForm(@PathVariable String id, Admin admin) {
        var snapshot = policy.current();
        return page(
                "console/client-rotate", requireClient(id, admin), FormView.of(RotationForm.of(snapshot.revision())));
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/rotate")
    ModelAndView rotate(@PathVariable String id, @ModelAttribute RotationForm form, Admin admin) {
        var client = requireClient(id, admin);
        var drawn = DrawnSecret.draw();
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> form.edits(client, drawn, clock.instant(), errors),
                revision -> ClientSecretPage.of(id, drawn, revision),
                view -> page("console/client-rotate", client, view));
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/secrets/{fingerprint}")
    ModelAndView expiryForm(@PathVariable String id, @PathVariable String fingerprint, Admin admin) {
        var snapshot = policy.current();
        var client = requireClient(id, admin);
        var secret = client.secrets().stream()
                .filter(held -> held.fingerprint().equals(fingerprint))
                .findFirst()
                .orElse(null);
        var form = SecretForm.of(AccessChecks.requireFound(secret), snapshot.revision());
        return page("console/client-expiry", client, FormView.of(form)).addObject("fingerprint", fingerprint);
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/secrets/{fingerprint}")
    ModelAndView expire(
            @PathVariable String id, @PathVariable String fingerprint, @ModelAttribute SecretForm form, Admin admin) {
        var client = requireClient(id, admin);
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> form.edits(client, fingerprint, errors),
                FormSubmission.then(PolicyObjectView.link(client)),
                view -> page("console/client-expiry", client, view).addObject("fingerprint", fingerprint));
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/status")
    ModelAndView statusForm(@PathVariable String id, Admin admin) {
        var client = requireClient(id, admin);
        var form = new ClientStatusForm(!client.disabled(), policy.current().revision(), "");
        return page("console/client-status", client, FormView.of(form));
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/status")
    ModelAndView changeStatus(@PathVariable String id, @ModelAttribute ClientStatusForm form, Admin admin) {
        var client = requireClient(id, admin);
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> form.edits(client),
                FormSubmission.then(PolicyObjectView.link(client)),
                view -> page("console/client-status", client, view));
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/remove")
    ModelAndView removalForm(@PathVariable String id, Admin admin) {
        var client = requireClient(id, admin);
        return RemovalPage.of(
                client, policy.current(), FormView.of(RemovalForm.of(policy.current())), removalPath(client));
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/remove")
    ModelAndView remove(@PathVariable String id, @ModelAttribute RemovalForm form, Admin admin) {
        var client = requireClient(id, admin);
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> RemovalForm.edits(client, snapshot),
                FormSubmission.then("/console/clients"),
                view -> RemovalPage.of(client, policy.current(), view, removalPath(client)));
    }

    private Client requireClient(String id, Admin admin) {
        var client = AccessChecks.requireFound(policy.current().client(id));
        AccessChecks.requireManageable(admin, client.team());
        return client;
    }

    private ModelAndView page(String template, Client client, FormView<?> view) {
        return new ModelAndView(template)
                .addObject("view", view)
                .addObject("row", ClientRow.of(client, clock.instant()))
                .addObject("managedBy", ownership.by(ObjectKind.CLIENT, client.id()));
    }

    private static String removalPath(Client client) {
        return PolicyObjectView.link(client) + "/remove";
    }
}
