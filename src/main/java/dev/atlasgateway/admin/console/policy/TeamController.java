package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireAdmin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.Team;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pages that list, show, add and change teams. */
@Controller
record TeamController(Policy policy, FormSubmission submission, InstantSource clock) {

    record Row(Team team, long clients, long grants) {}

    @RequireTeamLead
    @GetMapping("/console/teams")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var snapshot = policy.current();
        var matches = PageOfRows.matching(q);
        var clients = snapshot.clients().stream().collect(Collectors.groupingBy(Client::team, Collectors.counting()));
        var grants = snapshot.grants().stream().collect(Collectors.groupingBy(Grant::team, Collectors.counting()));
        var found = snapshot.teams().stream()
                .filter(team -> admin.maySee(team.name()))
                .filter(team -> matches.test(Arrays.asList(team.name(), team.contact())));
        return PageOfRows.of(found, page)
                .map(team -> new Row(team, clients.getOrDefault(team.name(), 0L), grants.getOrDefault(team.name(), 0L)))
                .show("console/teams", q, AccessChecks.mayChangeAll(admin));
    }

    @RequireAdmin
    @GetMapping("/console/new/team")
    ModelAndView newTeam() {
        return page(FormView.of(Form.of(ObjectKind.TEAM, policy.current().revision())), true);
    }

    @RequireTeamLead
    @GetMapping("/console/teams/{team}")
    ModelAndView show(@PathVariable("team") String name, Admin admin) {
        var snapshot = policy.current();
        AccessChecks.requireVisible(admin, name);
        var team = AccessChecks.requireFound(snapshot.team(name));
        return page(FormView.of(Form.of(team, snapshot.revision())), AccessChecks.mayChangeAll(admin))
                .addObject("mayAddClients", admin.mayManage(name));
    }

    @RequireAdmin
    @PostMapping("/console/teams")
    ModelAndView save(@RequestParam Map<String, String> typed, Admin admin) {
        return submission.save(ObjectKind.TEAM, Form.of(ObjectKind.TEAM, typed), admin, view -> page(view, true));
    }

    private ModelAndView page(FormView view, boolean mayChange) {
        var snapshot = policy.current();
        var team = view.form().key();
        var create = view.form().create();
        var page = new ModelAndView("console/team")
                .addObject("view", view)
                .addObject("title", create ? "New team" : team)
                .addObject("mayAddClients", mayChange)
                .addObject("clients", create ? List.of() : ClientRow.of(team, snapshot, clock.instant()))
                .addObject("grants", create ? PageOfRows.empty() : GrantRow.ofTeam(team, snapshot, clock.instant()));
        return FileOwnership.mark(page, create ? null : snapshot.team(team), snapshot, mayChange);
    }
}
