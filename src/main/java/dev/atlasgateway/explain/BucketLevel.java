package dev.atlasgateway.explain;

import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.RuleKind;
import dev.atlasgateway.quota.QuotaBalance;

/**
 * How full the bucket of a team or project is.
 *
 * @param scope {@code team} or {@code project}
 */
record BucketLevel(String scope, String owner, QuotaBalance balance) {

    boolean isEmpty() {
        return balance.tokens() < 1;
    }

    DecidedBy decidedBy() {
        return new DecidedBy(RuleKind.QUOTA, scope + "/" + owner);
    }
}
