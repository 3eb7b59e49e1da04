package dev.atlasgateway.quota;

import dev.atlasgateway.quota.QuotaProperties.WhenRedisIsAway;
import dev.atlasgateway.quota.SpendResult.EmptyBucket;
import dev.atlasgateway.quota.SpendResult.Level;
import dev.atlasgateway.quota.SpendResult.Success;
import dev.atlasgateway.quota.SpendResult.Unavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Buckets of several replicas: local ones, and behind them those in Redis that all replicas share.
 *
 * <p>A local bucket sees only a part of the calls, and each reply of Redis lowers it. So it holds at least as many
 * tokens as the shared one, except for tokens that another replica is about to return. If the local bucket is empty,
 * there is no need to ask Redis: a flood of calls costs Redis no more than the refill. While Redis is away, the local
 * bucket counts.
 */
final class SharedBuckets implements Buckets {

    private final LocalBuckets local;
    private final RedisBuckets shared;
    private final WhenRedisIsAway whenAway;
    private final Counter fallbacks;

    SharedBuckets(LocalBuckets local, RedisBuckets shared, WhenRedisIsAway whenAway, MeterRegistry meters) {
        this.local = local;
        this.shared = shared;
        this.whenAway = whenAway;
        this.fallbacks = Counter.builder("gateway.quota.fallbacks")
                .description("Calls that the gateway decided without Redis, because Redis was away")
                .register(meters);
        Gauge.builder("gateway.quota.redis.up", shared, redis -> redis.isUp() ? 1 : 0)
                .description("1 while Redis answers, else 0; the tag is what the gateway then does with calls")
                .tag("fallback", whenAway.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    @Override
    public SpendResult take(Allowance team, Allowance project) {
        var result = local.take(team, project);
        return result instanceof Success success ? confirm(success, shared.take(team, project)) : result;
    }

    /** Returns the tokens of the local bucket, which follows the shared one from call to call. Does not ask Redis. */
    @Override
    public long remaining(Allowance allowance) {
        return local.remaining(allowance);
    }

    @Override
    public void giveBack(Allowance allowance) {
        local.giveBack(allowance);
        shared.giveBack(allowance);
    }

    private SpendResult confirm(Success localResult, SpendResult sharedResult) {
        return switch (sharedResult) {
            case Success success -> {
                local.lowerTo(success.team());
                local.lowerTo(success.project());
                yield success;
            }
            case EmptyBucket empty -> {
                undo(localResult);
                local.lowerTo(new Level(empty.allowance(), 0));
                yield empty;
            }
            case Unavailable unavailable -> {
                fallbacks.increment();
                if (whenAway == WhenRedisIsAway.LOCAL) {
                    yield localResult;
                }
                undo(localResult);
                yield unavailable;
            }
        };
    }

    private void undo(Success result) {
        local.giveBack(result.team().allowance());
        local.giveBack(result.project().allowance());
    }
}
