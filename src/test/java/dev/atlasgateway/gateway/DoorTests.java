package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is turned away at the door: each in the contract's shape, each recorded, none reaching Atlas. */
class DoorTests {

    private static final String PATH = "/api/atlas/v1.0/groups/" + ORDERS + "/serverless/orders-dev";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final RunningGateway gateway = RunningGateway.shared();

    static Stream<Arguments> ambiguousFramings() {
        return Stream.of(
                Arguments.of(
                        "length and transfer coding",
                        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
                        "0\r\n\r\n"),
                Arguments.of("two lengths", "Content-Length: 2\r\nContent-Length: 40\r\n", "{}"),
                Arguments.of("a list of lengths", "Content-Length: 2, 40\r\n", "{}"),
                Arguments.of("a signed length", "Content-Length: +2\r\n", "{}"),
                Arguments.of("a negative length", "Content-Length: -2\r\n", "{}"),
                Arguments.of("a hexadecimal length", "Content-Length: 0x2\r\n", "{}"),
                Arguments.of("an unknown coding", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
                Arguments.of("chunked not last", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
                Arguments.of(
                        "chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                Arguments.of("a space before the colon", "Content-Length : 2\r\n", "{}"),
                Arguments.of("a folded header", "X-A: 1\r\n Content-Length: 2\r\nContent-Length: 2\r\n", "{}"),
                Arguments.of("a bare line feed", "Content-Length: 2\nX-A: 1\r\n", "{}"),
                Arguments.of("a control character", "X-A: a\0b\r\nContent-Length: 2\r\n", "{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguousFramings")
    void refusesABodyWhoseLengthTwoServersCouldReadDifferently(String trick, String headers, String body) {
        var id = id();
        var reply = RawHttp.exchange(
                gateway.port(),
                "PATCH " + PATH + " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + id + "\r\nAuthorization: Bearer "
                        + gateway.token("payments") + "\r\nContent-Type: application/json\r\n" + headers + "\r\n" + body
                        + SMUGGLED);
        assertThat(reply).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1 ");
        assertThat(reply).contains("\"errorCode\":\"GATEWAY_BAD_REQUEST\"").contains("X-Error-Code");
        assertThat(reply).doesNotContain("jetty").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/serverless%2forders-dev",
                "/serverless/orders-dev;x=1",
                "/serverless/orders-dev;jsessionid=1",
                "/serverless/x/../orders-dev",
                "/serverless/x/%2e%2e/orders-dev",
                "/serverless/x/..;/orders-dev",
                "//serverless/orders-dev",
                "/./serverless/orders-dev",
                "/serverless/orders-dev%00",
                "/serverless/orders-dev%0d%0a",
                "/serverless/orders%5cdev",
                "/serverless/orders-dev%",
                "/serverless/orders-dev%zz",
                "/serverless/%c0%ae%c0%ae"
            })
    void refusesAPathThatTwoServersCouldReadDifferently(String tail) {
        var id = id();
        var reply = raw("PATCH", "/api/atlas/v1.0/groups/" + ORDERS + tail, id, "");
        assertThat(reply)
                .startsWith("HTTP/1.1 400 ")
                .contains("\"errorCode\":\"")
                .contains("\"error\":400");
        assertThat(reply).doesNotContain("jetty").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/API/atlas/v1.0/groups/", "/api/Atlas/v1.0/groups/", "/api/atlas/V1.0/groups/"})
    void takesPathsByTheLetter(String prefix) {
        var id = id();
        assertThat(raw("PATCH", prefix + ORDERS + "/serverless/orders-dev", id, ""))
                .startsWith("HTTP/1.1 404 ");
        assertThat(recorded(id)).isEqualTo("RESOURCE_NOT_FOUND");
    }

    @Test
    void recordsWhatTheServerItselfRefuses() {
        var before = refusals();
        RawHttp.exchange(gateway.port(), "PATCH " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n");
        raw("PATCH", "/api/atlas/v1.0/groups/" + ORDERS + "/serverless%2forders-dev", id(), "");
        assertThat(refusals()).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "\0\0\0\0\r\n\r\n"})
    void answersWhatIsNoHttpInTheContractsShape(String bytes) {
        var reply = RawHttp.exchange(gateway.port(), bytes);
        assertThat(reply)
                .contains("\"errorCode\":\"GATEWAY_")
                .doesNotContain("jetty")
                .doesNotContain("<html");
    }

    @Test
    void takesAnHttpVersionThatNobodySpeaksForTheCallersMistake() {
        assertThat(RawHttp.exchange(gateway.port(), "GET / HTTP/9.9\r\n\r\n"))
                .contains("\"errorCode\":\"GATEWAY_BAD_REQUEST\"");
    }

    @Test
    void refusesABodyThatIsNotTheUtf8ThatItSays() {
        var body = "{\"terminationProtectionEnabled\":true}".getBytes(UTF_16LE);
        var id = id();
        var reply = gateway.send(gateway.as("payments", PATH)
                .header("Content-Type", "application/json;charset=utf-8")
                .header("X-Request-Id", id)
                .method("PATCH", BodyPublishers.ofByteArray(body)));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(recorded(id)).isEqualTo("MALFORMED_JSON");
    }

    @Test
    void givesABodyUpThatDripsForTooLong() throws IOException, InterruptedException {
        var id = id();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            var out = socket.getOutputStream();
            out.write(("PATCH " + PATH + " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + id
                            + "\r\nAuthorization: Bearer " + gateway.token("payments")
                            + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                    .getBytes(US_ASCII));
            var in = socket.getInputStream();
            while (in.available() == 0) {
                out.write(' ');
                Thread.sleep(200);
            }
            assertThat(new String(in.readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 408");
        }
        assertThat(recorded(id)).isEqualTo("GATEWAY_REQUEST_TIMEOUT");
    }

    @Test
    void refusesAHeaderThatIsTooLong() {
        var reply = raw("GET", PATH, id(), "X-Long: " + "a".repeat(20_000) + "\r\n");
        assertThat(reply).startsWith("HTTP/1.1 431 ").contains("GATEWAY_HEADERS_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close, Authorization\r\n",
                "Connection: close, X-Request-Id\r\n",
                "X-Forwarded-User: admin\r\nX-Team: payments\r\n",
                "X-HTTP-Method-Override: GET\r\n",
                "X-Original-URL: /openapi.yaml\r\nX-Rewrite-URL: /openapi.yaml\r\n"
            })
    void takesNobodysWordForWhoTheyAre(String headers) {
        var reply = RawHttp.exchange(
                gateway.port(),
                "PATCH " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + gateway.token("search")
                        + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n" + headers
                        + (headers.contains("Connection") ? "" : "Connection: close\r\n") + "\r\n{}");
        assertThat(reply).startsWith("HTTP/1.1 403 ").contains("USER_UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer a.b.c",
                "Basic bWRiOnNlY3JldA==",
                "Digest username=\"a\"",
                "bearer\tx",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."
            })
    void refusesEveryOtherCredentialAndRecordsIt(String credential) {
        var id = id();
        var reply = RawHttp.exchange(
                gateway.port(),
                "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-Id: " + id
                        + "\r\nAuthorization: " + credential + "\r\n\r\n");
        assertThat(reply)
                .startsWith("HTTP/1.1 401 ")
                .contains("NO_CURRENT_USER")
                .contains("WWW-Authenticate: Bearer");
        assertThat(recorded(id)).isEqualTo("NO_CURRENT_USER");
    }

    @Test
    void checksCredentialsBeforeItReadsTheBody() {
        var reply = RawHttp.exchange(
                gateway.port(),
                "PATCH " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100000000\r\n\r\n");
        assertThat(reply).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void refusesAHugeBodyByItsAnnouncedLength() {
        var reply = RawHttp.exchange(
                gateway.port(),
                "PATCH " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + gateway.token("payments")
                        + "\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n");
        assertThat(reply).startsWith("HTTP/1.1 413 ").contains("GATEWAY_BODY_TOO_LARGE");
    }

    private String raw(String method, String path, String id, String headers) {
        return RawHttp.exchange(
                gateway.port(),
                method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-Id: " + id
                        + "\r\nAuthorization: Bearer " + gateway.token("payments") + "\r\n" + headers + "\r\n");
    }

    private String recorded(String id) {
        return gateway.store()
                .sql("select error_code from audit where request_id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private long refusals() {
        return gateway.store()
                .sql("select count(*) from audit where error_code = 'GATEWAY_BAD_REQUEST'")
                .query(Long.class)
                .single();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
