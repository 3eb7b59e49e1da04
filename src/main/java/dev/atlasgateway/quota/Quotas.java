package dev.atlasgateway.quota;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.Problem;

/** Spends the tokens that a call costs, and tells how many are left. */
public interface Quotas {

    /**
     * Takes one token of the team and one of the project, both or neither.
     *
     * @throws dev.atlasgateway.problem.Refusal {@link Problem#RATE_LIMITED_TOKEN_BUCKET} when either bucket is empty
     */
    Charge spend(Granted granted);

    /** What the team has left now, as far as this replica knows; takes nothing. */
    QuotaBalance ofTeam(String team, PolicySnapshot policy);

    /** What the project has left now, as far as this replica knows; takes nothing. */
    QuotaBalance ofProject(String groupId, PolicySnapshot policy);
}
