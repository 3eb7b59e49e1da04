package dev.atlasgateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.testing.Redis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/** Tests Redis behind TLS, with a certificate that only one SSL bundle trusts. */
class RedisTlsTests {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Redis redis = Redis.started();
    private final AtomicInteger failedHandshakes = new AtomicInteger();
    private @TempDir Path directory;
    private KeyStore identity;
    private SSLServerSocket tls;

    @BeforeEach
    void listen() throws Exception {
        var store = directory.resolve("identity.p12");
        keytool("-genkeypair", "-keyalg", "EC", "-alias", "redis", "-dname", "CN=redis", "-keystore", store.toString());
        identity = KeyStore.getInstance(store.toFile(), PASSWORD);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        tls = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws Exception {
        tls.close();
        redis.close();
    }

    @Test
    void trustsTheCertificatesOfTheSslBundle() {
        try (var link = link("company")) {
            Awaitility.await().until(link::isUp);
            assertThat(new RedisBuckets(link).take(Allowances.team(5, 1), Allowances.project(5, 1)))
                    .isInstanceOf(SpendResult.Success.class);
        }
    }

    @Test
    void rejectsAnUntrustedCertificate() {
        try (var link = link(null)) {
            Awaitility.await().until(() -> failedHandshakes.get() > 1);
            assertThat(link.isUp()).isFalse();
        }
    }

    private RedisLink link(@Nullable String bundle) {
        var settings = new QuotaProperties.Redis(
                "rediss://127.0.0.1:" + tls.getLocalPort(),
                null,
                null,
                bundle,
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                Duration.ofMillis(50));
        var bundles = new DefaultSslBundleRegistry("company", SslBundle.of(SslStoreBundle.of(null, null, identity)));
        var client = QuotaConfiguration.InRedis.client(settings, bundles);
        return new RedisLink(client, settings, RedisBuckets::validate, new SimpleMeterRegistry());
    }

    private void serve() {
        while (!tls.isClosed()) {
            try {
                var caller = (SSLSocket) tls.accept();
                Thread.ofVirtual().start(() -> relay(caller));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void relay(SSLSocket caller) {
        var address = URI.create(redis.url());
        try (caller) {
            caller.startHandshake();
            try (var server = new Socket(address.getHost(), address.getPort())) {
                var back = Thread.ofVirtual().start(() -> copy(server, caller));
                copy(caller, server);
                back.join();
            }
        } catch (SSLException e) {
            failedHandshakes.incrementAndGet();
        } catch (IOException | InterruptedException e) {
            // one of the two has closed
        }
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // one of the two has closed
        }
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-ext", "san=ip:127.0.0.1", "-storepass", new String(PASSWORD)));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
