package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.SocketClient.PATH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;

/** Behind a proxy that appends the address of the caller, only that address counts. */
@OnSharedGateway
class ProxyHeaderTests {

    private static final RunningGateway GATEWAY = RunningGateway.shared()
            .another(
                    "--server.forward-headers-strategy=native",
                    "--gateway.translation.public-url=https://atlas.example.com");

    private final SocketClient socket = new SocketClient(GATEWAY);

    @AfterAll
    static void stop() {
        GATEWAY.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 10.1.2.3 | 10.1.2.3",
                "X-Forwarded-For: 6.6.6.6, 10.1.2.3 | 10.1.2.3",
                "X-Forwarded-For: 6.6.6.6,7.7.7.7 , 10.1.2.3 | 10.1.2.3",
                "X-Forwarded-For: 6.6.6.6~X-Forwarded-For: 10.1.2.3 | 10.1.2.3",
                "X-Forwarded-For: 6.6.6.6, 7.7.7.7~X-Forwarded-For: 8.8.8.8, 10.1.2.3 | 10.1.2.3",
                "X-Forwarded-For: \"6.6.6.6, 10.1.2.3 | 10.1.2.3",
                "X-Forwarded-For: 10.1.2.3:4711 | 10.1.2.3",
                "X-Forwarded-For: 6.6.6.6, 2001:db8::1 | 2001:db8::1",
                "X-Forwarded-For: [2001:DB8:0:0:0:0:0:1]:4711 | 2001:db8::1",
                "X-Forwarded-For: ::ffff:10.1.2.3 | 10.1.2.3",
                "X-Forwarded-For: 10.1.2.3, | 10.1.2.3",
                "X-Forwarded-For: 10.1.2.3~X-Forwarded-For: , | 10.1.2.3",
                "X-Forwarded-For: 6.6.6.6, unknown | 127.0.0.1",
                "X-Forwarded-For: , | 127.0.0.1",
                "Forwarded: for=6.6.6.6~X-Forwarded-For: 10.1.2.3 | 10.1.2.3",
            })
    void takesTheAddressFromTheProxy(String headers, String address) {
        assertThat(addressOfACallWith(headers)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=6.6.6.6;host=evil.example;proto=https;by=7.7.7.7",
                "X-Real-IP: 6.6.6.6~True-Client-IP: 6.6.6.6~X-Client-IP: 6.6.6.6",
                "X-Forwarded-Server: evil.example~X-Forwarded-Prefix: /evil~X-Proxied-Https: on",
                "Proxy-auth-cert: evil~Proxy-ssl-id: evil"
            })
    void ignoresHeadersThatTheCallerWrote(String headers) {
        assertThat(addressOfACallWith(headers)).isEqualTo("127.0.0.1");
    }

    /** TLS may end at a proxy that sends no headers. A port-forward reaches the gateway by another host, without TLS. */
    @ParameterizedTest
    @CsvSource({
        "atlas.example.com, https://atlas.example.com",
        "localhost, http://localhost",
        "other.example.com, http://other.example.com"
    })
    void takesARequestToThePublicHostAsHttps(String host, String base) {
        var visit = socket.send("GET /console HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(visit.statuses()).isEqualTo("303");
        assertThat(visit.header("Location")).isIn("/console/sign-in", base + "/console/sign-in");
        var https = base.startsWith("https:");
        assertThat(visit.text().contains("Set-Cookie: __Host-"))
                .as(visit.text())
                .isEqualTo(https);
        assertThat(visit.text().contains("Strict-Transport-Security")).isEqualTo(https);
    }

    @Test
    void countsFailedLoginsByTheAddressFromTheProxy() {
        for (int i = 0; i < 10; i++) {
            assertThat(failedLogin("Forwarded: for=6.6.6." + i + "~X-Forwarded-For: 7.7.7." + i + ", 10.1.2.4"))
                    .isEqualTo("401");
        }
        assertThat(failedLogin("Forwarded: for=6.6.6.6~X-Forwarded-For: 7.7.7.7, 10.1.2.4"))
                .isEqualTo("429");
        assertThat(failedLogin("X-Forwarded-For: 10.1.2.4, 10.1.2.5")).isEqualTo("401");
    }

    /** Of those in common use, ingress-nginx and AWS's load balancers keep one longest: 60 s. */
    @Test
    void keepsIdleConnectionsLongerThanProxiesDo() {
        assertThat(GATEWAY.part(Environment.class)
                        .getRequiredProperty("server.jetty.connection-idle-timeout", Duration.class))
                .isGreaterThan(Duration.ofSeconds(60));
    }

    private String addressOfACallWith(String headers) {
        var reply = socket.send("search", "GET", PATH, lines(headers));
        assertThat(reply.statuses()).as(reply.text()).isEqualTo("200");
        assertThat(reply.text()).doesNotContain("evil");
        var rows = GATEWAY.audited(reply.header("X-Request-Id"));
        assertThat(rows).hasSize(2);
        return rows.getFirst().get("address").toString();
    }

    private String failedLogin(String headers) {
        var credentials =
                Base64.getEncoder().encodeToString("mdb_sa_id_665f1c2e9b1d4a0012ab34cd:wrong".getBytes(UTF_8));
        return socket.send(
                        "POST /api/oauth/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic "
                                + credentials
                                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 29\r\n"
                                + lines(headers)
                                + "\r\ngrant_type=client_credentials")
                .statuses();
    }

    private static String lines(String headers) {
        return headers.replace("~", "\r\n") + "\r\n";
    }
}
