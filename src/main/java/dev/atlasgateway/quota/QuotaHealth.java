package dev.atlasgateway.quota;

import dev.atlasgateway.quota.QuotaProperties.Store;
import dev.atlasgateway.quota.QuotaProperties.WhenRedisIsAway;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Tells whether Redis is there; only where calls are refused without it does that make the gateway unhealthy. */
record QuotaHealth(RedisLink redis, WhenRedisIsAway whenAway) implements HealthIndicator {

    @Override
    public Health health() {
        var up = redis.up();
        return (up || whenAway == WhenRedisIsAway.LOCAL ? Health.up() : Health.down())
                .withDetail("store", Store.REDIS)
                .withDetail("redis", up ? "up" : "away")
                .withDetail("whenRedisIsAway", whenAway)
                .build();
    }
}
