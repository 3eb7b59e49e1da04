package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static dev.atlasgateway.gateway.SocketClient.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two servers could read differently are refused, recorded and not sent to Atlas. */
@OnSharedGateway
class FramingTests {

    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final String WITHOUT_TOKEN =
            "PATCH " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private final SocketClient socket = new SocketClient(RunningGateway.shared());

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
    void refusesAnAmbiguousBodyLength(String trick, String headers, String body) {
        var record = socket.refused(
                400,
                "GATEWAY_BAD_REQUEST",
                socket.head("payments", "PATCH", PATH) + "Content-Type: application/json\r\n" + headers + "\r\n" + body
                        + SMUGGLED);
        assertThat(record).containsEntry("decided_by", "contract").containsEntry("team", null);
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
                "/serverless/orders-dev%zz"
            })
    void refusesAnAmbiguousPath(String tail) {
        var path = "/api/atlas/v1.0/groups/" + ORDERS + tail;
        var record = socket.refused(
                400, "GATEWAY_BAD_REQUEST", socket.head("payments", "PATCH", path) + "Connection: close\r\n\r\n");
        assertThat(record).containsEntry("operation", null).containsEntry("instance", null);
    }

    @Test
    void refusesANameThatIsNotUtf8() {
        var path = "/api/atlas/v1.0/groups/" + ORDERS + "/serverless/%c0%ae%c0%ae";
        socket.refused(400, "VALIDATION_ERROR", socket.head("payments", "PATCH", path) + "Connection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/API/atlas/v1.0/groups/", "/api/Atlas/v1.0/groups/", "/api/atlas/V1.0/groups/"})
    void matchesPathsCaseSensitively(String prefix) {
        var path = prefix + ORDERS + "/serverless/orders-dev";
        var record = socket.refused(
                501,
                "GATEWAY_OPERATION_NOT_SERVED",
                socket.head("payments", "PATCH", path) + "Connection: close\r\n\r\n");
        assertThat(record).containsEntry("operation", null).containsEntry("team", "payments");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "\0\0\0\0\r\n\r\n"
            })
    void answers400ToBytesThatAreNotHttp(String bytes) {
        socket.refused(400, "GATEWAY_BAD_REQUEST", bytes);
    }

    @Test
    void refusesAHeaderThatIsTooLong() {
        socket.refused(
                431,
                "GATEWAY_HEADERS_TOO_LARGE",
                socket.head("payments", "GET", PATH) + "X-Long: " + "a".repeat(20_000) + "\r\n\r\n");
    }

    @Test
    void refusesARequestLineThatIsTooLong() {
        socket.refused(
                414,
                "GATEWAY_URI_TOO_LONG",
                socket.head("payments", "GET", PATH + "?x=" + "a".repeat(20_000)) + "\r\n");
    }

    @Test
    void announcesTheCloseAfterARefusalWithinABody() {
        var reply = socket.send(WITHOUT_TOKEN + "Content-Length: 20\r\n\r\n{");

        assertThat(reply.statuses()).isEqualTo("401");
        assertThat(reply.header("Connection")).isEqualTo("close");
    }

    @Test
    void keepsTheConnectionIfTheRefusedBodyHasArrived() {
        var refused = WITHOUT_TOKEN + "Content-Length: 2\r\n\r\n{}";
        var last = WITHOUT_TOKEN + "Connection: close\r\nContent-Length: 2\r\n\r\n{}";

        assertThat(socket.send(refused + last).statuses()).isEqualTo("401, 401");
    }
}
