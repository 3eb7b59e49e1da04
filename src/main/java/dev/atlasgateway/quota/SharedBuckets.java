package dev.atlasgateway.quota;

import dev.atlasgateway.quota.QuotaProperties.WhenRedisIsAway;
import dev.atlasgateway.quota.SpendResult.Empty;
import dev.atlasgateway.quota.SpendResult.Level;
import dev.atlasgateway.quota.SpendResult.Taken;
import dev.atlasgateway.quota.SpendResult.Unknown;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * The buckets of several replicas: one's own, and behind them those that all share.
 *
 * <p>An own bucket holds at least what the shared one does (but for tokens that another replica is about to give back),
 * as it sees only a part of what is spent, and it is lowered to every answer of Redis. So what the own bucket refuses
 * needs no asking: a flood costs Redis no more than the refill. And while Redis is away, the own bucket is there to
 * count on.
 */
final class SharedBuckets implements Buckets {

    private final LocalBuckets own;
    private final RedisBuckets shared;
    private final WhenRedisIsAway whenAway;
    private final Counter fallbacks;

    SharedBuckets(LocalBuckets own, RedisBuckets shared, WhenRedisIsAway whenAway, MeterRegistry meters) {
        this.own = own;
        this.shared = shared;
        this.whenAway = whenAway;
        this.fallbacks = Counter.builder("gateway.quota.fallbacks")
                .description("Calls decided without Redis, as it was away")
                .register(meters);
        Gauge.builder("gateway.quota.redis.up", shared, redis -> redis.up() ? 1 : 0)
                .description("1 while Redis answers, 0 while it is away, and what calls then fall back to")
                .tag("fallback", whenAway.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    @Override
    public SpendResult take(Allowance team, Allowance project) {
        var verdict = own.take(team, project);
        return verdict instanceof Taken mine ? confirm(mine, shared.take(team, project)) : verdict;
    }

    /** The own bucket's word: it follows the shared one from call to call, and looking costs Redis nothing. */
    @Override
    public long left(Allowance allowance) {
        return own.left(allowance);
    }

    @Override
    public void giveBack(Allowance allowance) {
        own.giveBack(allowance);
        shared.giveBack(allowance);
    }

    private SpendResult confirm(Taken mine, SpendResult word) {
        return switch (word) {
            case Taken taken -> {
                own.atMost(taken.team());
                own.atMost(taken.project());
                yield taken;
            }
            case Empty empty -> {
                undo(mine);
                own.atMost(new Level(empty.allowance(), 0));
                yield empty;
            }
            case Unknown unknown -> {
                fallbacks.increment();
                if (whenAway == WhenRedisIsAway.LOCAL) {
                    yield mine;
                }
                undo(mine);
                yield unknown;
            }
        };
    }

    private void undo(Taken mine) {
        own.giveBack(mine.team().allowance());
        own.giveBack(mine.project().allowance());
    }
}
