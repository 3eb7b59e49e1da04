package dev.atlasgateway.quota;

import dev.atlasgateway.quota.QuotaProperties.Store;
import dev.atlasgateway.quota.QuotaProperties.WhenRedisIsAway;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports whether Redis answers. The gateway is down without Redis only if it then refuses calls. */
record QuotaHealth(RedisLink redis, WhenRedisIsAway whenAway) implements HealthIndicator {

    @Override
    public Health health() {
        var up = redis.isUp();
        return (up || whenAway == WhenRedisIsAway.LOCAL ? Health.up() : Health.down())
                .withDetail("store", Store.REDIS)
                .withDetail("redis", up ? "up" : "away")
                .withDetail("whenRedisIsAway", whenAway)
                .build();
    }
}
