package dev.atlasgateway.quota;

import dev.atlasgateway.policy.Quota;
import io.lettuce.core.RedisURI;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the quotas: how often teams may call.
 *
 * @param store Where the gateway keeps the token buckets: {@code memory} for one replica, {@code redis} for several.
 * @param team Quota of a team for which the policy has none.
 * @param project Quota of a project for which the policy has none.
 * @param whenRedisIsAway What the gateway does with calls while Redis is away. With {@code local}, each replica counts
 *     on its own, so that together they may allow a multiple of the quota. With {@code deny}, the gateway rejects calls
 *     with 503. Choose {@code deny} if the quota matters more than availability.
 * @param redis Redis that all replicas share.
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
            throw new IllegalArgumentException("gateway.quota.redis.url must be set if gateway.quota.store is redis");
        }
    }

    /** The period must be whole seconds, because refusals state it in seconds. */
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
        /** Each replica counts on its own. Together they may allow a multiple of the quota. */
        LOCAL,
        /** The gateway rejects calls with 503. */
        DENY
    }

    /**
     * Default quota of a team.
     *
     * @param capacity Most calls in one burst.
     * @param refill Calls that the bucket gets back in each period, evenly.
     * @param period Period of the refill, in whole seconds.
     */
    record Team(
            @DefaultValue("120") @Min(1) @Max(Quota.MAX_TOKENS)
            long capacity,

            @DefaultValue("120") @Min(1) @Max(Quota.MAX_TOKENS)
            long refill,

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
     * Default quota of a project. It is lower than the limit of Atlas, which is 1200 calls in one burst and 500 in 60 s
     * (Atlas docs, "Rate Limits", Flex Clusters). The rest is for clients that call Atlas directly.
     *
     * @param capacity Most calls in one burst, of all teams together.
     * @param refill Calls that the bucket gets back in each period, evenly.
     * @param period Period of the refill, in whole seconds.
     */
    record Project(
            @DefaultValue("1000") @Min(1) @Max(Quota.MAX_TOKENS)
            long capacity,

            @DefaultValue("500") @Min(1) @Max(Quota.MAX_TOKENS)
            long refill,

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
     * Connection to Redis.
     *
     * @param url URL of Redis, such as {@code rediss://redis.example.com:6379/0}, or of Sentinels that know the primary, such
     *     as {@code rediss-sentinel://s1.example.com:26379,s2.example.com:26379/0?sentinelMasterId=gateway}. Required with
     *     the store {@code redis}.
     * @param username User name, if Redis has access control lists.
     * @param password Password. Set it here instead of in the URL.
     * @param sentinelUsername User name for the Sentinels, if they have access control lists of their own.
     * @param sentinelPassword Password of the Sentinels, if they need one.
     * @param sslBundle Name of the Spring SSL bundle ({@code spring.ssl.bundle.*}) for {@code rediss}. Without it, the
     *     gateway trusts the certificates of the JVM.
     * @param timeout Longest time that a call waits for Redis. After that, Redis counts as away. Raise it if the
     *     network to Redis is slow.
     * @param connectTimeout Longest time to open a connection. Calls do not wait for it.
     * @param pause Pause between attempts to connect while Redis is away.
     */
    record Redis(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable String sentinelUsername,
            @Nullable String sentinelPassword,
            @Nullable String sslBundle,

            @DefaultValue("100ms") @DurationMin(millis = 1) @DurationMax(seconds = 5)
            Duration timeout,

            @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(minutes = 1)
            Duration connectTimeout,

            @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
            Duration pause) {

        private static final Pattern URL = Pattern.compile("rediss?(-sentinel)?://");

        Redis {
            if (url != null && parse(url) == null) {
                throw new IllegalArgumentException(
                        "gateway.quota.redis.url must look like redis://host:6379/0, rediss://host:6379/0 or"
                                + " rediss-sentinel://host:26379,host:26379/0?sentinelMasterId=name");
            }
        }

        RedisURI uri() {
            var uri = url == null ? null : parse(url);
            if (uri == null) {
                throw new IllegalStateException("gateway.quota.redis.url is not set");
            }
            prepare(uri, username, password);
            uri.getSentinels().forEach(sentinel -> prepare(sentinel, sentinelUsername, sentinelPassword));
            return uri;
        }

        private void prepare(RedisURI server, @Nullable String user, @Nullable String secret) {
            server.setTimeout(connectTimeout);
            if (secret != null && user != null) {
                server.setAuthentication(user, secret);
            } else if (secret != null) {
                server.setAuthentication(secret);
            }
        }

        private static @Nullable RedisURI parse(String url) {
            try {
                return URL.matcher(url).lookingAt() ? RedisURI.create(url) : null;
            } catch (IllegalArgumentException e) {
                return null; // the message of the exception repeats the URL, which may hold a password
            }
        }

        /** Omits URL and password, because either may hold a secret. */
        @Override
        public String toString() {
            return "Redis[timeout=%s, connectTimeout=%s, pause=%s]".formatted(timeout, connectTimeout, pause);
        }
    }
}
