package dev.atlasgateway.quota;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.Problem;

/** Spends the tokens that a call costs, and returns how many remain. */
public interface Quotas {

    /**
     * Takes one token of the team and one of the project: both or neither.
     *
     * @throws dev.atlasgateway.problem.Refusal {@link Problem#RATE_LIMITED_TOKEN_BUCKET} if one of the buckets is empty
     */
    Charge spend(AuthorizedCall authorized);

    /** Returns the balance of a team, as far as this replica knows. Takes no token. */
    QuotaBalance teamBalance(String team, PolicySnapshot policy);

    /** Returns the balance of a project, as far as this replica knows. Takes no token. */
    QuotaBalance projectBalance(String groupId, PolicySnapshot policy);
}
