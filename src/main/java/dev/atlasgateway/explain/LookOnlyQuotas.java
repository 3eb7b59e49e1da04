package dev.atlasgateway.explain;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.quota.Charge;
import dev.atlasgateway.quota.QuotaBalance;
import dev.atlasgateway.quota.Quotas;
import java.util.function.Consumer;

/**
 * Quotas for a dry run: takes nothing out of the buckets.
 *
 * @param look whether to look at the buckets; their levels are known only for the present
 * @param observer receives each bucket that was looked at
 */
record LookOnlyQuotas(Quotas quotas, boolean look, Consumer<BucketLevel> observer) implements Quotas {

    /** Looks at the team's bucket first, because it refuses if both are empty. */
    @Override
    public Charge spend(AuthorizedCall authorized) {
        if (!look) {
            return new Charge.None();
        }
        var team = authorized.caller().team();
        check(new BucketLevel("team", team, teamBalance(team, authorized.policy())));
        var groupId = authorized.project().groupId();
        check(new BucketLevel("project", groupId, projectBalance(groupId, authorized.policy())));
        return new Charge.None();
    }

    private void check(BucketLevel level) {
        observer.accept(level);
        if (level.isEmpty()) {
            throw Refusal.of(Problem.RATE_LIMITED_TOKEN_BUCKET, "The bucket is empty.")
                    .decidedBy(level.decidedBy());
        }
    }

    @Override
    public QuotaBalance teamBalance(String team, PolicySnapshot policy) {
        return quotas.teamBalance(team, policy);
    }

    @Override
    public QuotaBalance projectBalance(String groupId, PolicySnapshot policy) {
        return quotas.projectBalance(groupId, policy);
    }
}
