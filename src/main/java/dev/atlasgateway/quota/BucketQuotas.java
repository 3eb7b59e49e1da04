package dev.atlasgateway.quota;

import dev.atlasgateway.access.Granted;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.exchange.RetryAfter;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.Kind;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.quota.Allowance.Scope;
import dev.atlasgateway.quota.SpendResult.Empty;
import dev.atlasgateway.quota.SpendResult.Taken;
import dev.atlasgateway.quota.SpendResult.Unknown;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Spends tokens from the buckets, and words what happens where one is empty. */
final class BucketQuotas implements Quotas {

    private final Buckets buckets;
    private final QuotaProperties standard;
    private final Counter refusedByTeam;
    private final Counter refusedByProject;

    BucketQuotas(Buckets buckets, QuotaProperties standard, MeterRegistry meters) {
        this.buckets = buckets;
        this.standard = standard;
        this.refusedByTeam = refusals(Scope.TEAM, meters);
        this.refusedByProject = refusals(Scope.PROJECT, meters);
    }

    @Override
    public Charge spend(Granted granted) {
        var team = Allowance.ofTeam(granted, standard.team().quota());
        var project = Allowance.ofProject(granted, standard.project().quota());
        return switch (buckets.take(team, project)) {
            case Taken taken -> new PaidCharge(buckets, taken);
            case Empty empty -> throw exceeded(granted.call(), empty);
            case Unknown unknown -> throw unavailable(unknown);
        };
    }

    @Override
    public QuotaBalance ofTeam(String team, PolicySnapshot policy) {
        return left(Allowance.ofTeam(team, policy, standard.team().quota()), policy.teamQuota(team) == null);
    }

    @Override
    public QuotaBalance ofProject(String groupId, PolicySnapshot policy) {
        return left(
                Allowance.ofProject(groupId, policy, standard.project().quota()), policy.projectQuota(groupId) == null);
    }

    private QuotaBalance left(Allowance allowance, boolean standard) {
        return new QuotaBalance(allowance.quota(), standard, buckets.left(allowance));
    }

    private Refusal exceeded(Call call, Empty empty) {
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
                .decidedBy(new DecidedBy(Kind.QUOTA, allowance.key()));
    }

    private static Refusal unavailable(Unknown unknown) {
        return Refusal.of(
                        Problem.GATEWAY_QUOTA_UNAVAILABLE,
                        "The store of the quotas cannot be reached, so nobody can say whether this call is within them."
                                + " Please retry.")
                .header("Retry-After", Long.toString(RetryAfter.seconds(unknown.retryAfter())))
                .decidedBy(DecidedBy.QUOTA_UNAVAILABLE);
    }

    /** As Atlas names it there: without the leading slash. */
    private static String path(Call call) {
        return call.operation()
                .path()
                .substring(1)
                .replace("{groupId}", call.groupId())
                .replace("{name}", call.instance());
    }

    private static Counter refusals(Scope scope, MeterRegistry meters) {
        return Counter.builder("gateway.quota.refused")
                .description("Calls refused as a bucket was empty")
                .tag("scope", scope.tag())
                .register(meters);
    }
}
