package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.Suggestions;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.explain.GrantSearch;
import dev.atlasgateway.policy.Policy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Page that lists what grants allow and when they were last used. */
@Controller
record WhoCanPageController(GrantSearch grants, Policy policy) {

    private static final int MAX_DAYS = 3_650;

    /** Question of the page. The address uses its name. */
    enum Ask {
        PROJECT("Who may change"),
        TEAM("Grants of a team"),
        EXPIRING("Expiring soon"),
        UNUSED("Never used");

        /** The questions for admins who see only their own teams. */
        private static final List<Ask> FOR_TEAM_LEADS = List.of(TEAM);

        private final String title;

        Ask(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        static List<Ask> openTo(Admin admin) {
            return admin.seesAll() ? List.of(values()) : FOR_TEAM_LEADS;
        }
    }

    /** @param chosen null for the first question that the admin may ask */
    @RequireTeamLead
    @GetMapping("/console/who-can")
    ModelAndView show(
            @RequestParam(name = "ask", required = false) @Nullable Ask chosen,
            @RequestParam(defaultValue = "") String project,
            @RequestParam(defaultValue = "") String instance,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "30") int days,
            @RequestParam(defaultValue = "1") int page,
            Admin admin) {
        var asks = Ask.openTo(admin);
        var ask = chosen == null ? asks.getFirst() : chosen;
        if (!asks.contains(ask)) {
            throw new AccessDeniedException("team leads may ask only about their own teams");
        }
        if (!team.isBlank()) {
            AccessChecks.requireVisible(admin, team.strip());
        }
        var snapshot = policy.current();
        var within = Math.clamp(days, 1, MAX_DAYS);
        var typed = FormFields.project(project.strip(), snapshot);
        var asked = snapshot.project(typed) == null ? null : typed;
        var held = switch (ask) {
            case PROJECT -> asked == null ? null : grants.change(asked, instance.isBlank() ? null : instance.strip());
            case TEAM -> snapshot.team(team.strip()) == null ? null : grants.team(team.strip());
            case EXPIRING -> grants.expiring(Duration.ofDays(within));
            case UNUSED -> grants.neverUsed();
        };
        return new ModelAndView("console/who-can")
                .addObject("ask", ask)
                .addObject("asks", asks)
                .addObject("project", project)
                .addObject("projectName", asked == null ? "" : snapshot.projectName(asked))
                .addObject("groupId", asked)
                .addObject("instance", instance)
                .addObject("team", team)
                .addObject("days", within)
                .addObject("unknown", unknown(ask, project, team, held))
                .addObject("list", held == null ? null : PageOfRows.of(held.stream(), page))
                .addObject("mayChange", AccessChecks.mayChangeAll(admin))
                .addObject("teams", Suggestions.teams(snapshot, admin))
                .addObject("projects", Suggestions.projects(snapshot, admin));
    }

    private static @Nullable String unknown(
            Ask ask, String project, String team, @Nullable List<GrantSearch.GrantUse> held) {
        if (held != null) {
            return null;
        }
        return switch (ask) {
            case PROJECT -> project.isBlank() ? null : "No project has this id or name.";
            case TEAM -> team.isBlank() ? null : "No team has this name.";
            case EXPIRING, UNUSED -> null;
        };
    }
}
