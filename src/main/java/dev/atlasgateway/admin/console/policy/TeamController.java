package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.form.FileOwnership;
import dev.atlasgateway.admin.console.form.FormSubmission;
import dev.atlasgateway.admin.console.form.FormView;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
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
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages of teams. */
@Controller
class TeamController {

    private final Policy policy;
    private final FormSubmission saving;
    private final FileOwnership managed;
    private final InstantSource clock;

    TeamController(Policy policy, FormSubmission saving, FileOwnership managed, InstantSource clock) {
        this.policy = policy;
        this.saving = saving;
        this.managed = managed;
        this.clock = clock;
    }

    record Row(Team team, long clients, long grants) {}

    @RequireTeamLead
    @GetMapping("/console/teams")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Admin admin) {
        var now = policy.current();
        var holding = PageOfRows.holding(q);
        var clients = now.clients().stream().collect(Collectors.groupingBy(Client::team, Collectors.counting()));
        var grants = now.grants().stream().collect(Collectors.groupingBy(Grant::team, Collectors.counting()));
        var rows = now.teams().stream()
                .filter(team -> admin.maySee(team.name()))
                .filter(team -> holding.test(Arrays.asList(team.name(), team.contact())))
                .map(team ->
                        new Row(team, clients.getOrDefault(team.name(), 0L), grants.getOrDefault(team.name(), 0L)));
        return new ModelAndView("console/teams")
                .addObject("list", PageOfRows.page(rows, page))
                .addObject("q", q)
                .addObject("mayChange", AccessChecks.everything(admin));
    }

    @RequireAdmin
    @GetMapping("/console/new/team")
    ModelAndView fresh() {
        return page(FormView.fresh(TeamForm.empty(policy.current().revision())), true);
    }

    @RequireTeamLead
    @GetMapping("/console/teams/{team}")
    ModelAndView show(@PathVariable("team") String name, Admin admin) {
        var now = policy.current();
        AccessChecks.see(admin, name);
        var team = AccessChecks.found(now.team(name));
        return page(FormView.fresh(TeamForm.of(team, now.revision())), AccessChecks.everything(admin))
                .addObject("mayAddClients", admin.mayManage(name));
    }

    @RequireAdmin
    @PostMapping("/console/teams")
    ModelAndView save(@ModelAttribute TeamForm form, Admin admin) {
        return saving.submit(
                form,
                admin,
                form::edits,
                FormSubmission.then(PolicyObjectView.link(ObjectKind.TEAM, form.name())),
                filled -> page(filled, true));
    }

    private ModelAndView page(FormView<TeamForm> filled, boolean mayChange) {
        var now = policy.current();
        var team = filled.form().name();
        var fresh = filled.form().fresh();
        var view = new ModelAndView("console/team")
                .addObject("filled", filled)
                .addObject("title", fresh ? "New team" : team)
                .addObject("mayAddClients", mayChange)
                .addObject("clients", fresh ? List.of() : ClientRow.of(team, now, clock.instant()))
                .addObject("grants", fresh ? PageOfRows.none() : GrantRow.ofTeam(team, now, clock.instant()));
        return managed.mark(view, fresh ? null : now.team(team), mayChange);
    }
}
