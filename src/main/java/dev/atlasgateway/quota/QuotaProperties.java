package dev.atlasgateway.quota;

import dev.atlasgateway.policy.Quota;
import io.lettuce.core.RedisURI;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often teams may call.
 *
 * @param store where the buckets are kept: {@code memory} for one replica, {@code redis} for several
 * @param team the quota of a team for which the policy has none
 * @param project the quota of a project for which the policy has none
 * @param whenRedisIsAway what happens to calls meanwhile
 * @param redis the Redis that all replicas share
 */
@Validated
@ConfigurationProperties("gateway.quota")
record QuotaProperties(
        @DefaultValue("memory") Store store,
        @DefaultValue @Valid Team team,
        @DefaultValue @Valid Project project,
        @DefaultValue("local") WhenRedisIsAway whenRedisIsAway,
        @DefaultValue @Valid Redis redis) {

    QuotaProperties {
        if (store == Store.REDIS && redis.url() == null) {
            throw new IllegalArgumentException(
                    "gateway.quota.redis.url must be set where gateway.quota.store is redis");
        }
    }

    /** As the refusals state the period in seconds. */
    private static void requireWholeSeconds(String key, Duration period) {
        if (period.toNanosPart() != 0) {
            throw new IllegalArgumentException(key + " must be whole seconds");
        }
    }

    enum Store {
        MEMORY,
        REDIS
    }

    enum WhenRedisIsAway {
        /** Each replica counts on its own: together they may let through a multiple of the quota. */
        LOCAL,
        /** Calls are refused with 503. */
        DENY
    }

    /**
     * A team's bucket.
     *
     * @param capacity the largest burst
     * @param refill how many calls come back, evenly, in each period
     */
    record Team(
            @DefaultValue("120") @Min(1) @Max(1_000_000) long capacity,
            @DefaultValue("120") @Min(1) @Max(1_000_000) long refill,

            @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(days = 1)
            Duration period) {

        Team {
            requireWholeSeconds("gateway.quota.team.period", period);
        }

        Quota quota() {
            return new Quota(capacity, refill, period);
        }
    }

    /**
     * A project's bucket, below Atlas's own of 1200 and 500 in 60 s (Atlas docs, "Rate Limits", Flex Clusters), so that
     * Atlas has room left for those who call it directly.
     *
     * @param capacity the largest burst
     * @param refill how many calls come back, evenly, in each period
     */
    record Project(
            @DefaultValue("1000") @Min(1) @Max(1_000_000) long capacity,
            @DefaultValue("500") @Min(1) @Max(1_000_000) long refill,

            @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(days = 1)
            Duration period) {

        Project {
            requireWholeSeconds("gateway.quota.project.period", period);
        }

        Quota quota() {
            return new Quota(capacity, refill, period);
        }
    }

    /**
     * The way to Redis.
     *
     * @param url such as {@code rediss://redis.example.com:6379/0}
     * @param username for Redis 6 access lists
     * @param password better kept here than in the URL
     * @param sslBundle the SSL bundle ({@code spring.ssl.bundle.*}) to use with {@code rediss}; the JVM's trust store
     *     where none is named
     * @param timeout the longest that a call waits for Redis
     * @param connectTimeout the longest that connecting may take, in the background
     * @param pause between attempts to connect while Redis is away
     */
    record Redis(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable String sslBundle,

            @DefaultValue("100ms") @DurationMin(millis = 1) @DurationMax(seconds = 5)
            Duration timeout,

            @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(minutes = 1)
            Duration connectTimeout,

            @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
            Duration pause) {

        Redis {
            if (url != null && parsed(url) == null) {
                throw new IllegalArgumentException(
                        "gateway.quota.redis.url must look like redis://host:6379/0 or rediss://host:6379/0");
            }
        }

        RedisURI uri() {
            var uri = url == null ? null : parsed(url);
            if (uri == null) {
                throw new IllegalStateException("gateway.quota.redis.url is not set");
            }
            uri.setTimeout(connectTimeout);
            if (password != null && username != null) {
                uri.setAuthentication(username, password);
            } else if (password != null) {
                uri.setAuthentication(password);
            }
            return uri;
        }

        private static @Nullable RedisURI parsed(String url) {
            try {
                return url.startsWith("redis://") || url.startsWith("rediss://") ? RedisURI.create(url) : null;
            } catch (IllegalArgumentException e) {
                return null; // its message repeats the URL, which may hold a password
            }
        }

        /** Without URL and password, as either may hold a secret. */
        @Override
        public String toString() {
            return "Redis[timeout=%s, connectTimeout=%s, pause=%s]".formatted(timeout, connectTimeout, pause);
        }
    }
}
