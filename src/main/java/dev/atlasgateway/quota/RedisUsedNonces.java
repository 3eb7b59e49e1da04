package dev.atlasgateway.quota;

import dev.atlasgateway.caller.UsedNonces;
import io.lettuce.core.SetArgs;
import java.time.Duration;

/** The nonces that were used on any replica, in the Redis of the quotas. One use is one round trip. */
record RedisUsedNonces(RedisLink redis) implements UsedNonces {

    private static final String PREFIX = "atlas-gateway:nonce:";

    /** While Redis is away, {@code gateway.quota.when-redis-is-away} decides about the call, at its quota. */
    @Override
    public boolean isFirstUse(String nonceAndCount, Duration lifetime) {
        return redis.query(commands -> commands.set(
                                PREFIX + nonceAndCount, "", SetArgs.Builder.nx().px(lifetime))
                        .thenApply("OK"::equals))
                .orElse(true);
    }
}
