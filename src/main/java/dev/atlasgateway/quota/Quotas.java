package dev.atlasgateway.quota;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.problem.Problem;

/** Spends the tokens that a call costs. */
public interface Quotas {

    /**
     * Takes one token of the team and one of the project, both or neither.
     *
     * @throws dev.atlasgateway.problem.Refusal {@link Problem#RATE_LIMITED_TOKEN_BUCKET} when either bucket is empty
     */
    Charge spend(Granted granted);
}
