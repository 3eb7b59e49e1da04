package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.atlas.http.ExchangeResult;
import dev.atlasgateway.atlas.http.ExchangeResult.HttpReply;
import dev.atlasgateway.atlas.http.HttpClientFactory;
import dev.atlasgateway.atlas.http.HttpTransport;
import dev.atlasgateway.atlas.http.TransportFailure;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.testing.TlsFront;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ProxyAndTlsTests {

    /** A name that only the proxy can resolve. */
    private static final URI ATLAS = URI.create("https://atlas.invalid");

    @TempDir
    private Path directory;

    private AtlasSimulator simulator;
    private TlsFront front;
    private ConnectProxy proxy;

    @BeforeEach
    void start() throws Exception {
        simulator = AtlasSimulator.start(0, SimulatorSettings.forLoad());
        front = TlsFront.of("DNS:atlas.invalid", simulator.baseUrl(), directory);
        proxy = ConnectProxy.to(front.port());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        front.close();
        simulator.close();
    }

    @Test
    void reachesAtlasThroughAProxyWithAPasswordAndACompanyCertificate() throws Exception {
        try (var client = client(front.bundle(), "ssl-bundle=company", "proxy.user=gateway", "proxy.password=secret")) {
            assertThat(status(client.change())).isEqualTo(200);
            assertThat(status(client.read())).isEqualTo(200);
        }
        assertThat(proxy.heads()).allSatisfy(head -> assertThat(head).startsWith("CONNECT atlas.invalid:443 HTTP/1.1"));
    }

    @Test
    void sendsTheProxyOnlyTheTargetAndItsOwnPassword() throws Exception {
        try (var client = client(front.bundle(), "ssl-bundle=company", "proxy.user=gateway", "proxy.password=secret")) {
            client.change();
        }
        assertThat(proxy.heads()).allSatisfy(head -> assertThat(head).doesNotContain("\r\nAuthorization"));
        assertThat(simulator.received())
                .allSatisfy(request ->
                        assertThat(request.header("Proxy-Authorization")).isNull());
    }

    @Test
    void treatsARefusalOfTheProxyAsNotSent() throws Exception {
        try (var http = transport(front.bundle(), "ssl-bundle=company", "proxy.user=gateway", "proxy.password=wrong")) {
            assertThat(http.exchange("PATCH", "/", Map.of(), new byte[] {1}, Duration.ofSeconds(5)))
                    .isEqualTo(TransportFailure.PROXY_REFUSED);
        }
        assertThat(simulator.received()).isEmpty();
    }

    @Test
    void rejectsAnUntrustedCertificate() {
        try (var http = transport(new DefaultSslBundleRegistry(), "proxy.user=gateway", "proxy.password=secret")) {
            assertThat(http.exchange("PATCH", "/", Map.of(), new byte[] {1}, Duration.ofSeconds(5)))
                    .isEqualTo(TransportFailure.TLS_FAILED);
        }
        assertThat(simulator.received()).isEmpty();
    }

    @Test
    void rejectsATrustedCertificateOfAnotherHost() throws Exception {
        try (var other = TlsFront.of("DNS:other.invalid", simulator.baseUrl(), directory);
                var proxyToIt = ConnectProxy.to(other.port());
                var http = transport(
                        other.bundle(),
                        "ssl-bundle=company",
                        "proxy.port=" + proxyToIt.port(),
                        "proxy.user=gateway",
                        "proxy.password=secret")) {
            assertThat(http.exchange("PATCH", "/", Map.of(), new byte[] {1}, Duration.ofSeconds(5)))
                    .isEqualTo(TransportFailure.TLS_FAILED);
        }
        assertThat(simulator.received()).isEmpty();
    }

    private AtlasClientFixture client(DefaultSslBundleRegistry bundles, String... settings) {
        return AtlasClientFixture.trusting(bundles, InstantSource.system(), ATLAS, throughProxy(settings));
    }

    /** As the kubelet replaces it: the folder of the files is a link to the version that is in force. */
    @Test
    void trustsACertificateThatReplacesTheOneOfTheStartInItsFile() throws Exception {
        var mount = Files.createDirectory(directory.resolve("mount"));
        var trusted = Files.createSymbolicLink(mount.resolve("ca.crt"), Path.of("..data", "ca.crt"));
        try (var former = TlsFront.of("DNS:former.invalid", simulator.baseUrl(), directory)) {
            mount(former.certificate(), mount.resolve("1"));
        }
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
                .withPropertyValues(
                        "spring.ssl.bundle.watch.file.quiet-period=50ms",
                        "spring.ssl.bundle.pem.company.reload-on-update=true",
                        "spring.ssl.bundle.pem.company.truststore.certificate=" + trusted.toUri())
                .run(context -> {
                    var bundles = context.getBean(SslBundles.class);
                    try (var http =
                            transport(bundles, "ssl-bundle=company", "proxy.user=gateway", "proxy.password=secret")) {
                        assertThat(read(http)).isEqualTo(TransportFailure.TLS_FAILED);
                        mount(front.certificate(), mount.resolve("2"));
                        await().untilAsserted(() -> assertThat(read(http)).isInstanceOf(HttpReply.class));
                    }
                });
    }

    private static void mount(Path certificate, Path version) throws IOException {
        Files.copy(certificate, Files.createDirectory(version).resolve("ca.crt"));
        var link = Files.createSymbolicLink(version.resolveSibling("..data_tmp"), version.getFileName());
        Files.move(link, link.resolveSibling("..data"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static ExchangeResult read(HttpTransport http) {
        return http.exchange("GET", "/", Map.of(), new byte[0], Duration.ofSeconds(5));
    }

    private HttpTransport transport(SslBundles bundles, String... settings) {
        var properties = AtlasClientFixture.properties(ATLAS, throughProxy(settings));
        var tls = AtlasConfiguration.tls(properties.sslBundle(), bundles);
        var pool = HttpClientFactory.pool(properties.connectTimeout(), properties.maxConnections(), tls);
        return new HttpTransport(
                HttpClientFactory.client(pool, properties.connectTimeout(), properties.proxy()),
                properties.baseUrl(),
                1024);
    }

    private String[] throughProxy(String... settings) {
        var all = new String[settings.length + 2];
        all[0] = "proxy.host=127.0.0.1";
        all[1] = "proxy.port=" + proxy.port();
        System.arraycopy(settings, 0, all, 2, settings.length);
        return all;
    }

    private static int status(AtlasResponse response) {
        return response instanceof Reply reply ? reply.status() : 0;
    }
}
