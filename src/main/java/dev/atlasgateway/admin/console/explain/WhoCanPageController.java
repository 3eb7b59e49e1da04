package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.layout.AccessChecks;
import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.Suggestions;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.explain.GrantSearch;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who may do what, by the grants in force and by what the audit says of their use. */
@Controller
final class WhoCanPageController {

    private static final int LONGEST = 3_650;

    private final GrantSearch grants;
    private final Policy policy;

    WhoCanPageController(GrantSearch grants, Policy policy) {
        this.grants = grants;
        this.policy = policy;
    }

    /** A question of the page; its name is what the address says. */
    enum Ask {
        PROJECT("Who may change"),
        TEAM("What a team may"),
        EXPIRING("Expiring soon"),
        UNUSED("Never used");

        /** What may be asked by whoever sees their own teams only. */
        private static final List<Ask> OF_TEAMS = List.of(TEAM);

        private final String title;

        Ask(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        static List<Ask> openTo(Admin admin) {
            return admin.seesAll() ? List.of(values()) : OF_TEAMS;
        }
    }

    /** @param ask the first that is open to whoever asks where none is told */
    @RequireTeamLead
    @GetMapping("/console/who-can")
    ModelAndView show(
            @RequestParam(name = "ask", required = false) @Nullable Ask told,
            @RequestParam(defaultValue = "") String project,
            @RequestParam(defaultValue = "") String instance,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "30") int days,
            @RequestParam(defaultValue = "1") int page,
            Admin admin) {
        var asks = Ask.openTo(admin);
        var ask = told == null ? asks.getFirst() : told;
        if (!asks.contains(ask)) {
            throw new AccessDeniedException("asked of their own teams only");
        }
        if (!team.isBlank()) {
            AccessChecks.see(admin, team.strip());
        }
        var now = policy.current();
        var within = Math.clamp(days, 1, LONGEST);
        var typed = FormFields.project(project.strip(), now);
        var asked = now.project(typed) == null ? null : typed;
        var held = switch (ask) {
            case PROJECT -> asked == null ? null : grants.change(asked, instance.isBlank() ? null : instance.strip());
            case TEAM -> now.team(team.strip()) == null ? null : grants.team(team.strip());
            case EXPIRING -> grants.expiring(Duration.ofDays(within));
            case UNUSED -> grants.neverUsed();
        };
        return new ModelAndView("console/who-can")
                .addObject("ask", ask)
                .addObject("asks", asks)
                .addObject("project", project)
                .addObject("projectName", asked == null ? "" : name(asked, now))
                .addObject("groupId", asked)
                .addObject("instance", instance)
                .addObject("team", team)
                .addObject("days", within)
                .addObject("unknown", unknown(ask, project, team, held))
                .addObject("list", held == null ? null : PageOfRows.page(held.stream(), page))
                .addObject("mayChange", AccessChecks.everything(admin))
                .addObject(
                        "teams",
                        Suggestions.of(now.teams().stream()
                                .filter(known -> admin.maySee(known.name()))
                                .toList()))
                .addObject("projects", admin.seesAll() ? Suggestions.of(now.projects()) : List.of());
    }

    private static @Nullable String unknown(Ask ask, String project, String team, @Nullable List<GrantSearch.GrantUse> held) {
        if (held != null) {
            return null;
        }
        return switch (ask) {
            case PROJECT -> project.isBlank() ? null : "There is no project of this id or name.";
            case TEAM -> team.isBlank() ? null : "There is no team of this name.";
            case EXPIRING, UNUSED -> null;
        };
    }

    private static String name(String groupId, PolicySnapshot now) {
        var project = now.project(groupId);
        return project == null ? groupId : project.name();
    }
}
