package dev.atlasgateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.testing.Redis;
import dev.atlasgateway.testing.TlsFront;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/** Tests Redis behind TLS, with a certificate that only one SSL bundle trusts. */
class RedisTlsTests {

    private final Redis redis = Redis.started();
    private @TempDir Path directory;
    private TlsFront front;

    @BeforeEach
    void start() throws Exception {
        front = TlsFront.of("IP:127.0.0.1", URI.create(redis.url()), directory);
    }

    @AfterEach
    void stop() throws Exception {
        front.close();
        redis.close();
    }

    @Test
    void trustsTheCertificatesOfTheSslBundle() throws Exception {
        try (var link = link("company")) {
            Awaitility.await().until(link::isUp);
            assertThat(new RedisBuckets(link).take(Allowances.team(5, 1), Allowances.project(5, 1)))
                    .isInstanceOf(SpendResult.Success.class);
        }
    }

    @Test
    void trustsACertificateThatReplacesTheOneOfTheStart() throws Exception {
        DefaultSslBundleRegistry bundles;
        try (var former = TlsFront.of("DNS:former.invalid", URI.create(redis.url()), directory)) {
            bundles = former.bundle();
        }
        try (var link = link("company", bundles)) {
            Awaitility.await().until(() -> front.failedHandshakes() > 1);
            assertThat(link.isUp()).isFalse();
            bundles.updateBundle("company", front.bundle().getBundle("company"));
            Awaitility.await().until(link::isUp);
        }
    }

    @Test
    void rejectsAnUntrustedCertificate() throws Exception {
        try (var link = link(null)) {
            Awaitility.await().until(() -> front.failedHandshakes() > 1);
            assertThat(link.isUp()).isFalse();
        }
    }

    private RedisLink link(@Nullable String bundle) throws Exception {
        return link(bundle, front.bundle());
    }

    private RedisLink link(@Nullable String bundle, SslBundles bundles) throws Exception {
        var settings = new QuotaProperties.Redis(
                "rediss://127.0.0.1:" + front.port(),
                null,
                null,
                null,
                null,
                bundle,
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                Duration.ofMillis(50));
        var client = QuotaConfiguration.InRedis.client(settings, bundles);
        return new RedisLink(client, settings.uri(), settings, RedisBuckets::validate, new SimpleMeterRegistry());
    }
}
