package dev.atlasgateway.admin.signin;

import dev.atlasgateway.history.Viewer;
import jakarta.servlet.ServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of the admin side; a handler method gets the one who is signed in by naming a parameter of this type.
 *
 * @param name as revisions and the audit show it
 * @param roles at least one
 * @param teams those that a {@link AdminRole#TEAM_LEAD} leads; of no meaning to the other roles
 */
public record Admin(String name, Set<AdminRole> roles, Set<String> teams) implements Viewer {

    public Admin {
        roles = Set.copyOf(roles);
        teams = Set.copyOf(teams);
    }

    /** Who sent a request of the console; told to what answers its failure too, where no security context is left. */
    public static @Nullable Admin of(ServletRequest request) {
        return request.getAttribute(Admin.class.getName()) instanceof Admin admin ? admin : null;
    }

    /** Whether this admin may change the team's clients. */
    public boolean mayManage(String team) {
        return roles.contains(AdminRole.ADMIN) || leads(team);
    }

    /** Whether this admin may see the team's calls, and the explanations of them. */
    public boolean maySee(String team) {
        return seesAll() || leads(team);
    }

    /** Whether nothing of the policy and the audit is hidden from this admin. */
    public boolean seesAll() {
        return roles.contains(AdminRole.ADMIN) || roles.contains(AdminRole.AUDITOR);
    }

    @Override
    public @Nullable Set<String> visibleTeams() {
        return seesAll() ? null : roles.contains(AdminRole.TEAM_LEAD) ? teams : Set.of();
    }

    private boolean leads(String team) {
        return roles.contains(AdminRole.TEAM_LEAD) && teams.contains(team);
    }
}
