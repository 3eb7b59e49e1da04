package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.policy.DrawnSecret;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Team;
import java.time.InstantSource;
import java.util.Arrays;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages of clients: all, one, and a new one. Whose team it is decides who may see and do what. */
@Controller
class ClientController {

    private final Policy policy;
    private final FormSubmission saving;
    private final FileOwnership managed;
    private final InstantSource clock;

    ClientController(Policy policy, FormSubmission saving, FileOwnership managed, InstantSource clock) {
        this.policy = policy;
        this.saving = saving;
        this.managed = managed;
        this.clock = clock;
    }

    @RequireTeamLead
    @GetMapping("/console/clients")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var now = policy.current();
        var moment = clock.instant();
        var holding = PageOfRows.holding(q);
        var rows = now.clients().stream()
                .filter(client -> admin.maySee(client.team()))
                .filter(client -> holding.test(Arrays.asList(client.id(), client.team())))
                .map(client -> ClientRow.of(client, moment));
        return new ModelAndView("console/clients")
                .addObject("list", PageOfRows.page(rows, page))
                .addObject("q", q)
                .addObject("mayChange", now.teams().stream().anyMatch(team -> admin.mayManage(team.name())));
    }

    @RequireTeamLead
    @GetMapping("/console/new/client")
    ModelAndView fresh(@RequestParam(defaultValue = "") String team, Admin admin) {
        var form = new ClientForm(
                DrawnSecret.drawId(), team, "", "", policy.current().revision(), "");
        return fresh(FormView.fresh(form), admin);
    }

    @RequireTeamLead
    @PostMapping("/console/clients")
    ModelAndView make(@ModelAttribute ClientForm form, Admin admin) {
        if (!form.team().isEmpty()) {
            AccessChecks.manage(admin, form.team());
        }
        var drawn = DrawnSecret.draw();
        return saving.submit(
                form,
                admin,
                (now, errors) -> form.edits(drawn, now, errors),
                revision -> ClientSecretPage.of(form.id(), drawn, revision),
                filled -> fresh(filled, admin));
    }

    private ModelAndView fresh(FormView<ClientForm> filled, Admin admin) {
        var teams = policy.current().teams().stream()
                .map(Team::name)
                .filter(admin::mayManage)
                .toList();
        return new ModelAndView("console/client-new")
                .addObject("filled", filled)
                .addObject("teams", teams);
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}")
    ModelAndView show(@PathVariable String id, Admin admin) {
        var client = AccessChecks.found(policy.current().client(id));
        AccessChecks.see(admin, client.team());
        return new ModelAndView("console/client")
                .addObject("row", ClientRow.of(client, clock.instant()))
                .addObject("managedBy", managed.by(ObjectKind.CLIENT, id))
                .addObject("mayChange", admin.mayManage(client.team()));
    }
}
