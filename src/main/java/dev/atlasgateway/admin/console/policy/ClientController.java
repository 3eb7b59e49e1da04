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

/** Pages that list, show and add clients. Team leads see and manage the clients of their own teams. */
@Controller
class ClientController {

    private final Policy policy;
    private final FormSubmission submission;
    private final FileOwnership ownership;
    private final InstantSource clock;

    ClientController(Policy policy, FormSubmission submission, FileOwnership ownership, InstantSource clock) {
        this.policy = policy;
        this.submission = submission;
        this.ownership = ownership;
        this.clock = clock;
    }

    @RequireTeamLead
    @GetMapping("/console/clients")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var snapshot = policy.current();
        var now = clock.instant();
        var matches = PageOfRows.matching(q);
        var rows = snapshot.clients().stream()
                .filter(client -> admin.maySee(client.team()))
                .filter(client -> matches.test(Arrays.asList(client.id(), client.team())))
                .map(client -> ClientRow.of(client, now));
        return new ModelAndView("console/clients")
                .addObject("list", PageOfRows.of(rows, page))
                .addObject("q", q)
                .addObject("mayChange", snapshot.teams().stream().anyMatch(team -> admin.mayManage(team.name())));
    }

    @RequireTeamLead
    @GetMapping("/console/new/client")
    ModelAndView newClient(@RequestParam(defaultValue = "") String team, Admin admin) {
        var form = new ClientForm(
                DrawnSecret.drawId(), team, "", "", policy.current().revision(), "");
        return newClient(FormView.of(form), admin);
    }

    @RequireTeamLead
    @PostMapping("/console/clients")
    ModelAndView add(@ModelAttribute ClientForm form, Admin admin) {
        if (!form.team().isEmpty()) {
            AccessChecks.requireManageable(admin, form.team());
        }
        var drawn = DrawnSecret.draw();
        return submission.submit(
                form,
                admin,
                (snapshot, errors) -> form.edits(drawn, snapshot, errors),
                revision -> ClientSecretPage.of(form.id(), drawn, revision),
                view -> newClient(view, admin));
    }

    private ModelAndView newClient(FormView<ClientForm> view, Admin admin) {
        var teams = policy.current().teams().stream()
                .map(Team::name)
                .filter(admin::mayManage)
                .toList();
        return new ModelAndView("console/client-new").addObject("view", view).addObject("teams", teams);
    }

    @RequireTeamLead
    @GetMapping("/console/clients/{id}")
    ModelAndView show(@PathVariable String id, Admin admin) {
        var client = AccessChecks.requireFound(policy.current().client(id));
        AccessChecks.requireVisible(admin, client.team());
        return new ModelAndView("console/client")
                .addObject("row", ClientRow.of(client, clock.instant()))
                .addObject("managedBy", ownership.by(ObjectKind.CLIENT, id))
                .addObject("mayChange", admin.mayManage(client.team()));
    }
}
