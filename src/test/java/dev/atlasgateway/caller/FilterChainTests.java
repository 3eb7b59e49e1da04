package dev.atlasgateway.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;

/** Filter chains: paths, filters and ports. */
@ResourceLock(CallerServer.LOCK)
class FilterChainTests {

    private final CallerServer server = CallerServer.shared();

    @BeforeEach
    void allowAll() {
        server.enforce(new CallerPolicy());
    }

    @Test
    void keepsTheHotPathToFiveFilters() {
        var calls = server.part(FilterChainProxy.class).getFilterChains().getLast();
        assertThat(calls.getFilters())
                .extracting(filter -> filter.getClass().getSimpleName())
                .containsExactly(
                        "SecurityContextHolderFilter",
                        "HeaderWriterFilter",
                        "BearerTokenAuthenticationFilter",
                        "ExceptionTranslationFilter",
                        "AuthorizationFilter");
    }

    @Test
    void offersNoAuthenticationToOtherFilterChains() {
        assertThat(server.beans(AuthenticationManager.class)).isEmpty();
        assertThat(server.beans(SecurityFilterChain.class)).hasSize(3);
    }

    @Test
    void requiresATokenWithoutBeginningASession() {
        var answer = server.send(server.request(CallerServer.CALL));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer")
                .doesNotContain("error");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void opensTheDescriptionToEveryClient() {
        assertThat(server.send(server.request("/openapi.yaml")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/error", "/openapi.yaml/x", "/openapi.yml", "/actuator/health", "/console"})
    void closesEveryOtherPath(String path) {
        assertThat(server.send(server.request(path)).statusCode()).isEqualTo(401);
    }

    @Test
    void answersAnUnexpectedErrorWith500() {
        var answer = server.send(server.request("/api/atlas/boom")
                .header("Authorization", "Bearer " + ForgedToken.token().signedBy(TestKeys.SIGNING)));
        assertThat(answer.statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/prometheus"})
    void opensProbesAndMetricsOnTheManagementPort(String path) {
        assertThat(server.manage(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/actuator", "/actuator/env", "/openapi.yaml", "/api/oauth/token", CallerServer.CALL})
    void closesEverythingElseOnTheManagementPort(String path) {
        assertThat(server.manage(path).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATCH " + CallerServer.CALL + " HTTP/1.1\r\nContent-Type: application/json",
                "PATCH " + CallerServer.CALL + " HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded",
                "PATCH " + CallerServer.CALL + " HTTP/1.1\r\nAuthorization: Bearer x\r\nContent-Type: text/plain",
                "POST /api/oauth/token HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded",
                "POST /api/oauth/token HTTP/1.1\r\nAuthorization: Basic bWRiX3NhX2lkXzAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwNTp3"
                        + "cm9uZw==\r\nContent-Type: application/x-www-form-urlencoded",
                "POST /api/oauth/revoke HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded"
            })
    void checksCredentialsBeforeTheBodyArrives(String head) throws IOException {
        try (var socket = new Socket("localhost", server.port())) {
            socket.setSoTimeout(10_000);
            var request = head + "\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(line).isEqualTo("HTTP/1.1 401");
        }
    }
}
