package dev.atlasgateway.quota;

import dev.atlasgateway.quota.QuotaProperties.WhenRedisIsAway;
import dev.atlasgateway.testing.Redis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** One of several gateways on the same Redis. Its local buckets refill only when a test advances the time. */
final class Replica implements AutoCloseable {

    final ManualTime time = new ManualTime();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final RedisLink link;
    final Buckets buckets;

    Replica(Redis redis, WhenRedisIsAway whenAway) {
        link = link(redis, meters);
        buckets = new SharedBuckets(new LocalBuckets(time), new RedisBuckets(link), whenAway, meters);
    }

    static Replica connectedTo(Redis redis) {
        var replica = new Replica(redis, WhenRedisIsAway.LOCAL);
        replica.awaitRedis();
        return replica;
    }

    static RedisLink link(Redis redis) {
        return link(redis, new SimpleMeterRegistry());
    }

    private static RedisLink link(Redis redis, MeterRegistry meters) {
        return link(redis, Duration.ofMillis(50), meters);
    }

    static RedisLink link(Redis redis, Duration pause, MeterRegistry meters) {
        var settings = new QuotaProperties.Redis(
                redis.url(), null, null, null, null, null, Duration.ofMillis(500), Duration.ofSeconds(1), pause);
        var client = QuotaConfiguration.InRedis.client(settings, new DefaultSslBundleRegistry());
        return new RedisLink(client, settings.uri(), settings, RedisBuckets::validate, meters);
    }

    void awaitRedis() {
        Awaitility.await().until(link::isUp);
    }

    double gauge() {
        return meters.get("gateway.quota.redis.up").gauge().value();
    }

    double fallbacks() {
        return meters.get("gateway.quota.fallbacks").counter().count();
    }

    @Override
    public void close() {
        link.close();
    }
}
