package dev.atlasgateway.console;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.DrawnSecret;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.signin.Admin;
import dev.atlasgateway.signin.ForTeams;
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
    private final Saving saving;
    private final Managed managed;
    private final InstantSource clock;

    ClientChangeController(Policy policy, Saving saving, Managed managed, InstantSource clock) {
        this.policy = policy;
        this.saving = saving;
        this.managed = managed;
        this.clock = clock;
    }

    @ForTeams
    @GetMapping("/console/clients/{id}/rotate")
    ModelAndView rotation(@PathVariable String id, Admin admin) {
        var now = policy.current();
        return page("console/client-rotate", manageable(id, admin), Filled.fresh(RotationForm.fresh(now.revision())));
    }

    @ForTeams
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

    @ForTeams
    @GetMapping("/console/clients/{id}/secrets/{fingerprint}")
    ModelAndView secret(@PathVariable String id, @PathVariable String fingerprint, Admin admin) {
        var now = policy.current();
        var client = manageable(id, admin);
        var secret = client.secrets().stream()
                .filter(held -> held.fingerprint().equals(fingerprint))
                .findFirst()
                .orElse(null);
        var form = SecretForm.of(Reach.found(secret), now.revision());
        return page("console/client-expiry", client, Filled.fresh(form)).addObject("fingerprint", fingerprint);
    }

    @ForTeams
    @PostMapping("/console/clients/{id}/secrets/{fingerprint}")
    ModelAndView expire(
            @PathVariable String id, @PathVariable String fingerprint, @ModelAttribute SecretForm form, Admin admin) {
        var client = manageable(id, admin);
        return saving.submit(
                form,
                admin,
                (now, errors) -> form.edits(client, fingerprint, errors),
                Saving.then(Described.link(client)),
                filled -> page("console/client-expiry", client, filled).addObject("fingerprint", fingerprint));
    }

    @ForTeams
    @GetMapping("/console/clients/{id}/standing")
    ModelAndView standing(@PathVariable String id, Admin admin) {
        var client = manageable(id, admin);
        var form = new StandingForm(!client.disabled(), policy.current().revision(), "");
        return page("console/client-standing", client, Filled.fresh(form));
    }

    @ForTeams
    @PostMapping("/console/clients/{id}/standing")
    ModelAndView stand(@PathVariable String id, @ModelAttribute StandingForm form, Admin admin) {
        var client = manageable(id, admin);
        return saving.submit(
                form,
                admin,
                (now, errors) -> form.edits(client),
                Saving.then(Described.link(client)),
                filled -> page("console/client-standing", client, filled));
    }

    @ForTeams
    @GetMapping("/console/clients/{id}/remove")
    ModelAndView removal(@PathVariable String id, Admin admin) {
        var client = manageable(id, admin);
        return RemovalPage.of(client, policy.current(), Filled.fresh(RemovalForm.of(policy.current())), path(client));
    }

    @ForTeams
    @PostMapping("/console/clients/{id}/remove")
    ModelAndView remove(@PathVariable String id, @ModelAttribute RemovalForm form, Admin admin) {
        var client = manageable(id, admin);
        return saving.submit(
                form,
                admin,
                (now, errors) -> RemovalForm.edits(client, now),
                Saving.then("/console/clients"),
                filled -> RemovalPage.of(client, policy.current(), filled, path(client)));
    }

    private Client manageable(String id, Admin admin) {
        var client = Reach.found(policy.current().client(id));
        Reach.manage(admin, client.team());
        return client;
    }

    private ModelAndView page(String view, Client client, Filled<?> filled) {
        return new ModelAndView(view)
                .addObject("filled", filled)
                .addObject("row", ClientRow.of(client, clock.instant()))
                .addObject("managedBy", managed.by(Kind.CLIENT, client.id()));
    }

    private static String path(Client client) {
        return Described.link(client) + "/remove";
    }
}
