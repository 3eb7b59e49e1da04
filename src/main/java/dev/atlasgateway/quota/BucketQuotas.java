package dev.atlasgateway.quota;

import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.exchange.RetryAfter;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.RuleKind;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.quota.Allowance.Scope;
import dev.atlasgateway.quota.SpendResult.EmptyBucket;
import dev.atlasgateway.quota.SpendResult.Success;
import dev.atlasgateway.quota.SpendResult.Unavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Spends tokens from the buckets, and rejects a call if a bucket is empty. */
final class BucketQuotas implements Quotas {

    private final Buckets buckets;
    private final QuotaProperties defaults;
    private final Counter refusedByTeam;
    private final Counter refusedByProject;

    BucketQuotas(Buckets buckets, QuotaProperties defaults, MeterRegistry meters) {
        this.buckets = buckets;
        this.defaults = defaults;
        this.refusedByTeam = refusals(Scope.TEAM, meters);
        this.refusedByProject = refusals(Scope.PROJECT, meters);
    }

    @Override
    public Charge spend(AuthorizedCall authorized) {
        var team = Allowance.ofTeam(authorized, defaults.team().quota());
        var project = Allowance.ofProject(authorized, defaults.project().quota());
        return switch (buckets.take(team, project)) {
            case Success success -> new PaidCharge(buckets, success);
            case EmptyBucket empty -> throw refusal(authorized.call(), empty);
            case Unavailable unavailable -> throw refusal(unavailable);
        };
    }

    @Override
    public QuotaBalance teamBalance(String team, PolicySnapshot policy) {
        return balance(Allowance.ofTeam(team, policy, defaults.team().quota()), policy.teamQuota(team) == null);
    }

    @Override
    public QuotaBalance projectBalance(String groupId, PolicySnapshot policy) {
        return balance(
                Allowance.ofProject(groupId, policy, defaults.project().quota()), policy.projectQuota(groupId) == null);
    }

    private QuotaBalance balance(Allowance allowance, boolean isDefault) {
        return new QuotaBalance(allowance.quota(), isDefault, buckets.remaining(allowance));
    }

    private Refusal refusal(Call call, EmptyBucket empty) {
        var allowance = empty.allowance();
        var quota = allowance.quota();
        (allowance.scope() == Scope.TEAM ? refusedByTeam : refusedByProject).increment();
        var path = path(call);
        var retry = RetryAfter.seconds(empty.retryAfter());
        var detail = """
                Rate limit exceeded for %s. Please retry after %d seconds. Request capacity: %d. \
                Refill rate: %d per %d seconds. The quota is that of %s %s.""".formatted(
                        path,
                        retry,
                        quota.capacity(),
                        quota.refill(),
                        quota.period().toSeconds(),
                        allowance.scope().tag(),
                        allowance.owner());
        return Refusal.of(Problem.RATE_LIMITED_TOKEN_BUCKET, detail)
                .parameters(List.of(
                        path,
                        retry,
                        quota.capacity(),
                        quota.refill(),
                        quota.period().toSeconds()))
                .header("Retry-After", Long.toString(retry))
                .header("RateLimit-Limit", Long.toString(quota.capacity()))
                .header("RateLimit-Remaining", "0")
                .decidedBy(new DecidedBy(RuleKind.QUOTA, allowance.key()));
    }

    private static Refusal refusal(Unavailable unavailable) {
        return Refusal.of(
                        Problem.GATEWAY_QUOTA_UNAVAILABLE,
                        "The gateway cannot reach the store of the quotas, so it cannot check this call. Please retry.")
                .header("Retry-After", Long.toString(RetryAfter.seconds(unavailable.retryAfter())))
                .decidedBy(DecidedBy.QUOTA_UNAVAILABLE);
    }

    /** Returns the path as Atlas writes it in this message: without the leading slash. */
    private static String path(Call call) {
        return call.path().substring(1);
    }

    private static Counter refusals(Scope scope, MeterRegistry meters) {
        return Counter.builder("gateway.quota.refused")
                .description("Calls that the gateway refused because a bucket was empty")
                .tag("scope", scope.tag())
                .register(meters);
    }
}
