package dev.atlasgateway.admin.signin;

import dev.atlasgateway.history.Viewer;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.revision.Author;
import jakarta.servlet.ServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Signed-in user of the admin side. A handler method gets it as a parameter of this type.
 *
 * @param name the name that revisions and the audit show
 * @param roles at least one role
 * @param teams the teams that a {@link AdminRole#TEAM_LEAD} leads; other roles ignore it
 * @param issuer the OpenID provider; null for the local admin
 * @param subject the {@code sub} there, which stays when the name changes
 */
public record Admin(
        String name,
        Set<AdminRole> roles,
        Set<String> teams,
        @Nullable String issuer,
        @Nullable String subject) implements Viewer {

    public Admin {
        roles = Set.copyOf(roles);
        teams = Set.copyOf(teams);
    }

    /** Creates an admin who is known by the name. */
    public Admin(String name, Set<AdminRole> roles, Set<String> teams) {
        this(name, roles, teams, null, null);
    }

    /** Returns this admin as the author of a change. */
    public Author author(String reason) {
        return new Author(name, reason, issuer, subject);
    }

    /** Returns the admin of a request to the console, also for its error page, which has no security context. */
    public static @Nullable Admin of(ServletRequest request) {
        return request.getAttribute(Admin.class.getName()) instanceof Admin admin ? admin : null;
    }

    /** Returns the admin of an authentication, or null if it has none. */
    public static @Nullable Admin of(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Admin admin ? admin : null;
    }

    /** Returns true if this admin may change the team's clients. */
    public boolean mayManage(String team) {
        return roles.contains(AdminRole.ADMIN) || leads(team);
    }

    /** Returns true if this admin may change the object: team leads change the clients of their teams, admins everything. */
    public boolean mayChange(PolicyObject object) {
        return object instanceof Client client ? mayManage(client.team()) : roles.contains(AdminRole.ADMIN);
    }

    /** Returns true if this admin may see the team's calls and their explanations. */
    public boolean maySee(String team) {
        return seesAll() || leads(team);
    }

    /** Returns true if this admin may see the whole policy and the whole audit. */
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
