package dev.atlasgateway.access;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Authorizes calls by the grants of the caller's team. Denies a call that no grant allows. */
public final class Access {

    private final Policy policy;
    private final InstantSource clock;
    private final String contact;

    public Access(Policy policy, InstantSource clock) {
        this(policy, clock, AccessProperties.PLATFORM_TEAM);
    }

    Access(Policy policy, InstantSource clock, String contact) {
        this.policy = policy;
        this.clock = clock;
        this.contact = contact;
    }

    /** Returns an instance that decides by another policy revision and at another time. For dry runs. */
    public Access under(PolicySnapshot snapshot, Instant at) {
        return new Access(() -> snapshot, () -> at, contact);
    }

    /**
     * Finds the grant that allows the call.
     *
     * @throws Refusal {@link Problem#USER_UNAUTHORIZED}, which names the missing role and a contact. Only a team that has or
     *     had a grant on the project gets the project's contact. Other teams get the same text whether the project is
     *     unknown or they have no grant on it. So a caller cannot probe for projects, instances or grants of other teams
     */
    public AuthorizedCall authorize(Caller caller, Call call) {
        var snapshot = policy.current();
        var project = snapshot.project(call.groupId());
        var team = snapshot.team(caller.team());
        if (project != null && team != null && !team.disabled()) {
            var allowing = allowing(snapshot.grants(caller.team(), call.groupId()), call);
            if (!allowing.isEmpty()) {
                var contact = project.contact() == null ? this.contact : project.contact();
                return new AuthorizedTeamCall(caller, call, project, allowing, snapshot, contact);
            }
        }
        throw denied(caller, call, contact(snapshot, caller, call)).withRevision(snapshot.revision());
    }

    /** Returns the first grant that allows the call. For a list, all of them: each may let the team read other instances. */
    private List<Grant> allowing(List<Grant> grants, Call call) {
        var now = clock.instant();
        var allowing = grants.stream().filter(grant -> allows(grant, call, now));
        return (call.operation().isList() ? allowing : allowing.limit(1)).toList();
    }

    private static boolean allows(Grant grant, Call call, Instant now) {
        var operation = call.operation();
        return grant.role().includes(operation.role())
                && (operation.isList() || grant.covers(call.instance()))
                && grant.isActiveAt(now);
    }

    private String contact(PolicySnapshot snapshot, Caller caller, Call call) {
        var project = snapshot.project(call.groupId());
        return project == null
                        || project.contact() == null
                        || snapshot.grants(caller.team(), call.groupId()).isEmpty()
                ? contact
                : project.contact();
    }

    private static Refusal denied(Caller caller, Call call, String contact) {
        var role = call.operation().role();
        var instance = call.operation().isList() ? "" : " for instance " + call.instance();
        return Refusal.of(
                        Problem.USER_UNAUTHORIZED,
                        "Team %s needs the role %s on project %s%s. Ask %s for it."
                                .formatted(caller.team(), role, call.groupId(), instance, contact))
                .parameters(List.of(role, call.groupId()));
    }
}
