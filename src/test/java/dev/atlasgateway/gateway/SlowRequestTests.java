package dev.atlasgateway.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Head and body of a request have a time limit as a whole, and a body may pause only for a while. Clients that are refused in a
 * loop are slowed down.
 */
@Timeout(30)
@OnSharedGateway
class SlowRequestTests {

    private static final String CLIENT = "mdb_sa_id_665f1c2e9b1d4a0012ab34ce:mdb_sa_sk_demo_search";
    private static final String HEAD = "GET /api/oauth/token HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final RunningGateway GATEWAY = RunningGateway.shared()
            .another(
                    "--gateway.refusals.at-once=1",
                    "--gateway.server.head-timeout=400ms",
                    "--gateway.server.body-pause=400ms",
                    "--gateway.server.body-timeout=800ms");

    @AfterAll
    static void stop() {
        GATEWAY.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /api",
                "GET /api/oauth/token HTTP/1.1\r\nHost: localhost\r\nX-Drip: ",
                HEAD,
                HEAD + "GET /api",
            })
    void endsAHeadWhoseBytesDrip(String before) throws Exception {
        try (var socket = new Socket("127.0.0.1", GATEWAY.port())) {
            socket.getOutputStream().write(before.getBytes(ISO_8859_1));
            var drip = Thread.ofVirtual().start(() -> drip(socket));
            socket.getInputStream().readAllBytes(); // returns when the gateway closes the connection
            drip.join();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private static void drip(Socket socket) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            for (var sent = 0; sent < 1_000; sent++) {
                socket.getOutputStream().write(sent == 0 ? '\n' : 'a');
                Thread.sleep(20);
            }
        });
    }

    /** Until then, it holds one of the threads that serve calls. */
    @ParameterizedTest
    @CsvSource({
        "/api/oauth/token, Basic, application/x-www-form-urlencoded, 'grant_type=', '\"error\":\"invalid_request\"'",
        "/api/oauth/revoke, Basic, application/x-www-form-urlencoded, token=, '\"error\":\"invalid_request\"'",
        "/api/atlas/v1.0/groups/g/serverless/orders-dev, Bearer, application/json, {, GATEWAY_REQUEST_TIMEOUT",
        "/admin/api/v1/sign-in, , application/json, {, application/problem+json",
        "/admin/api/v1/guardrails:check, Admin, application/json, {, application/problem+json",
        "/admin/api/v1/policy:plan, Admin, application/yaml, a, application/problem+json",
        "/console/sign-in, , application/x-www-form-urlencoded, a=, The request was refused",
        "/console/teams, Session, application/x-www-form-urlencoded, a=, The request was refused",
        "/console/policy, Session, multipart/form-data; boundary=x, --x, The request was refused",
    })
    void refusesABodyThatPausesOrDripsInTheWayOfItsEndpoint(
            String path, @Nullable String login, String type, String begin, String answer) throws Exception {
        var begun = (head(path, login, type) + begin).getBytes(ISO_8859_1);
        try (var pausing = new Socket("127.0.0.1", GATEWAY.port());
                var dripping = new Socket("127.0.0.1", GATEWAY.port())) {
            pausing.getOutputStream().write(begun);
            dripping.getOutputStream().write(begun);
            var drip = Thread.ofVirtual().start(() -> drip(dripping));
            for (var socket : List.of(pausing, dripping)) {
                assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                        .startsWith("HTTP/1.1 408 ")
                        .contains(answer);
            }
            drip.join();
        }
    }

    private static String head(String path, @Nullable String login, String type) {
        var call = path.startsWith("/api/atlas");
        return "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 5000\r\n%s\r\n"
                .formatted(
                        call ? "PATCH" : "POST",
                        path.replace("/g/", "/" + RunningGateway.ORDERS + "/"),
                        type,
                        switch (login) {
                            case null -> "";
                            case "Basic" ->
                                "Authorization: Basic "
                                        + Base64.getEncoder().encodeToString(CLIENT.getBytes(ISO_8859_1)) + "\r\n";
                            case "Bearer" -> "Authorization: Bearer " + GATEWAY.token("payments") + "\r\n";
                            case "Admin" -> "Authorization: Bearer " + GATEWAY.adminToken() + "\r\n";
                            default -> {
                                var browser = GATEWAY.browser().signIn("admin", GATEWAY.adminPassword());
                                browser.get("/console/policy");
                                yield "Cookie: atlas-gateway-session=" + browser.cookie("atlas-gateway-session")
                                        + "\r\nX-CSRF-TOKEN: " + browser.token() + "\r\n";
                            }
                        });
    }

    /** The first is refused by Spring Security, and the second by the pipeline. */
    @ParameterizedTest
    @CsvSource({"401, Bearer nothing", "403,"})
    void makesARefusalOfAFloodWait(int status, @Nullable String token) {
        var slowed = GATEWAY.part(MeterRegistry.class)
                .get("gateway.refusals.slowed")
                .tag("result", "waited")
                .counter();
        var before = slowed.count();
        do {
            var path = RunningGateway.path(RunningGateway.ORDERS, "orders-dev");
            var call = token == null
                    ? GATEWAY.as("narrow", path.replace("-dev", "-prod"))
                    : GATEWAY.anonymous(path).header("Authorization", token);
            assertThat(GATEWAY.send(call.GET()).status()).isEqualTo(status);
        } while (slowed.count() == before); // the second one of a second waits
    }

    @Test
    void leavesAnIdleConnectionOpenForTheNextRequest() throws Exception {
        try (var socket = new Socket("127.0.0.1", GATEWAY.port())) {
            socket.setSoTimeout(10_000);
            for (var piece : new String[] {HEAD.substring(0, 9), HEAD.substring(9), HEAD}) {
                Thread.sleep(250);
                socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
            }
            Thread.sleep(600);
            socket.getOutputStream()
                    .write(HEAD.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
                            .getBytes(ISO_8859_1));
            var answers = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(answers.split("HTTP/1\\.1 ", -1)).hasSize(4);
        }
    }
}
