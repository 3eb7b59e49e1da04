package dev.atlasgateway.quota;

import dev.atlasgateway.caller.UsedNonces;
import dev.atlasgateway.quota.QuotaProperties.Store;
import dev.atlasgateway.setting.MountedSetting;
import io.github.bucket4j.TimeMeter;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Keeps the buckets in memory or in Redis, as {@code gateway.quota.store} says. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaProperties.class)
class QuotaConfiguration {

    @Bean
    Quotas quotas(Buckets quotaBuckets, QuotaProperties properties, MeterRegistry meters) {
        return new BucketQuotas(quotaBuckets, properties, meters);
    }

    /** Buckets of a single replica. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "gateway.quota.store", havingValue = "memory", matchIfMissing = true)
    static class InMemory {

        @Bean
        Buckets quotaBuckets() {
            return new LocalBuckets(TimeMeter.SYSTEM_NANOTIME);
        }

        @Bean
        HealthIndicator quotaHealthIndicator() {
            return () -> Health.up().withDetail("store", Store.MEMORY).build();
        }
    }

    /** Buckets that several replicas share. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "gateway.quota.store", havingValue = "redis")
    static class InRedis {

        @Bean
        RedisLink quotaRedisLink(
                QuotaProperties properties, SslBundles bundles, MeterRegistry meters, Environment environment) {
            var settings = properties.redis();
            var uri = uri(settings, environment);
            return new RedisLink(client(settings, bundles), uri, settings, RedisBuckets::validate, meters);
        }

        /** Returns the address. A password from a mounted file is read again for each connection. */
        static RedisURI uri(QuotaProperties.Redis settings, Environment environment) {
            var uri = settings.uri();
            MountedSetting.find(environment, "gateway.quota.redis.password")
                    .ifPresent(password -> read(password, settings.username(), uri));
            MountedSetting.find(environment, "gateway.quota.redis.sentinel-password")
                    .ifPresent(password -> uri.getSentinels()
                            .forEach(sentinel -> read(password, settings.sentinelUsername(), sentinel)));
            return uri;
        }

        private static void read(MountedSetting password, @Nullable String user, RedisURI server) {
            server.setCredentialsProvider(
                    RedisCredentialsProvider.from(() -> RedisCredentials.just(user, password.value())));
        }

        @Bean
        Buckets quotaBuckets(RedisLink quotaRedisLink, QuotaProperties properties, MeterRegistry meters) {
            return new SharedBuckets(
                    new LocalBuckets(TimeMeter.SYSTEM_NANOTIME),
                    new RedisBuckets(quotaRedisLink),
                    properties.whenRedisIsAway(),
                    meters);
        }

        @Bean
        UsedNonces sharedUsedNonces(RedisLink quotaRedisLink) {
            return new RedisUsedNonces(quotaRedisLink);
        }

        @Bean
        HealthIndicator quotaHealthIndicator(RedisLink quotaRedisLink, QuotaProperties properties) {
            return new QuotaHealth(quotaRedisLink, properties.whenRedisIsAway());
        }

        /** New connections use the present certificates of the bundle, if it is one that is reread. */
        static RedisClient client(QuotaProperties.Redis settings, SslBundles bundles) {
            var client = RedisClient.create();
            var name = settings.sslBundle();
            client.setOptions(options(settings, name == null ? null : bundles.getBundle(name)));
            if (name != null) {
                bundles.addBundleUpdateHandler(name, renewed -> client.setOptions(options(settings, renewed)));
            }
            return client;
        }

        private static ClientOptions options(QuotaProperties.Redis settings, @Nullable SslBundle bundle) {
            var options = ClientOptions.builder()
                    .autoReconnect(false)
                    .timeoutOptions(TimeoutOptions.enabled())
                    .socketOptions(SocketOptions.builder()
                            .connectTimeout(settings.connectTimeout())
                            .build());
            if (bundle != null) {
                var managers = bundle.getManagers();
                options.sslOptions(SslOptions.builder()
                        .jdkSslProvider()
                        .trustManager(managers.getTrustManagerFactory())
                        .keyManager(managers.getKeyManagerFactory())
                        .build());
            }
            return options.build();
        }
    }
}
