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

/** What can be done to a client, a page each: rotate its secret, end one, disable it, remove it. */
@Controller
class ClientChangeController {

    private final Policy policy;
    private final FormSubmission saving;
    private final FileOwnership managed;
    private final InstantSource clock;

    ClientChangeController(Policy policy, FormSubmission saving, FileOwnership managed, InstantSource clock) {
        this.policy = policy;
        this.saving = saving;
        this.managed = managed;
        this.clock = clock;
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/rotate")
    ModelAndView rotation(@PathVariable String id, Admin admin) {
        var now = policy.current();
        return page("console/client-rotate", manageable(id, admin), FormView.fresh(RotationForm.fresh(now.revision())));
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/rotate")
    ModelAndView rotate(@PathVariable String id, @ModelAttribute RotationForm form, Admin admin) {
        var client = manageable(id, admin);
        var drawn = DrawnSecret.draw();
        return saving.submit(
                form,
                admin,
                (now, errors) -> form.edits(client, drawn, clock.instant(), errors),
                revision -> ClientSecretPage.of(id, drawn, revision),
                filled -> page("console/client-rotate", client, filled));
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/secrets/{fingerprint}")
    ModelAndView secret(@PathVariable String id, @PathVariable String fingerprint, Admin admin) {
        var now = policy.current();
        var client = manageable(id, admin);
        var secret = client.secrets().stream()
                .filter(held -> held.fingerprint().equals(fingerprint))
                .findFirst()
                .orElse(null);
        var form = SecretForm.of(AccessChecks.found(secret), now.revision());
        return page("console/client-expiry", client, FormView.fresh(form)).addObject("fingerprint", fingerprint);
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/secrets/{fingerprint}")
    ModelAndView expire(
            @PathVariable String id, @PathVariable String fingerprint, @ModelAttribute SecretForm form, Admin admin) {
        var client = manageable(id, admin);
        return saving.submit(
                form,
                admin,
                (now, errors) -> form.edits(client, fingerprint, errors),
                FormSubmission.then(PolicyObjectView.link(client)),
                filled -> page("console/client-expiry", client, filled).addObject("fingerprint", fingerprint));
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/standing")
    ModelAndView standing(@PathVariable String id, Admin admin) {
        var client = manageable(id, admin);
        var form = new ClientStatusForm(!client.disabled(), policy.current().revision(), "");
        return page("console/client-standing", client, FormView.fresh(form));
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/standing")
    ModelAndView stand(@PathVariable String id, @ModelAttribute ClientStatusForm form, Admin admin) {
        var client = manageable(id, admin);
        return saving.submit(
                form,
                admin,
                (now, errors) -> form.edits(client),
                FormSubmission.then(PolicyObjectView.link(client)),
                filled -> page("console/client-standing", client, filled));
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}/remove")
    ModelAndView removal(@PathVariable String id, Admin admin) {
        var client = manageable(id, admin);
        return RemovalPage.of(client, policy.current(), FormView.fresh(RemovalForm.of(policy.current())), path(client));
    }

    @RequireTeamLead
    @PostMapping("/console/clients/{id}/remove")
    ModelAndView remove(@PathVariable String id, @ModelAttribute RemovalForm form, Admin admin) {
        var client = manageable(id, admin);
        return saving.submit(
                form,
                admin,
                (now, errors) -> RemovalForm.edits(client, now),
                FormSubmission.then("/console/clients"),
                filled -> RemovalPage.of(client, policy.current(), filled, path(client)));
    }

    private Client manageable(String id, Admin admin) {
        var client = AccessChecks.found(policy.current().client(id));
        AccessChecks.manage(admin, client.team());
        return client;
    }

    private ModelAndView page(String view, Client client, FormView<?> filled) {
        return new ModelAndView(view)
                .addObject("filled", filled)
                .addObject("row", ClientRow.of(client, clock.instant()))
                .addObject("managedBy", managed.by(ObjectKind.CLIENT, client.id()));
    }

    private static String path(Client client) {
        return PolicyObjectView.link(client) + "/remove";
    }
}
