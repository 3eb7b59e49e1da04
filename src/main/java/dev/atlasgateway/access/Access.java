package dev.atlasgateway.access;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Decides whether a team may make a call; denies whatever no grant allows. */
public final class Access {

    private final Policy policy;
    private final InstantSource clock;

    public Access(Policy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Finds the grant that allows the call.
     *
     * @throws Refusal {@link Problem#USER_UNAUTHORIZED}, worded by what the caller sent alone, so that nobody can probe
     *     for projects, instances or grants
     */
    public Granted authorize(Caller caller, Call call) {
        var snapshot = policy.current();
        var project = snapshot.project(call.groupId());
        var team = snapshot.team(caller.team());
        if (project != null && team != null && !team.disabled()) {
            var now = clock.instant();
            for (var grant : snapshot.grants(caller.team(), call.groupId())) {
                if (allows(grant, call, now)) {
                    return new TeamGranted(caller, call, project, grant, snapshot);
                }
            }
        }
        throw denied(caller, call);
    }

    private static boolean allows(Grant grant, Call call, Instant now) {
        return grant.role().includes(call.operation().role()) && grant.covers(call.instance()) && grant.liveAt(now);
    }

    private static Refusal denied(Caller caller, Call call) {
        var role = call.operation().role();
        return Refusal.of(
                        Problem.USER_UNAUTHORIZED,
                        "Team %s needs the role %s on project %s for instance %s."
                                .formatted(caller.team(), role, call.groupId(), call.instance()))
                .parameters(List.of(role, call.groupId()));
    }
}
