package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.SocketClient.PATH;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not one valid, small JSON document are refused, recorded and not sent to Atlas. */
@OnSharedGateway
class BodyTests {

    private static final int LIMIT = 256 * 1024;

    private final RunningGateway gateway = RunningGateway.shared();
    private final SocketClient socket = new SocketClient(gateway);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tags\":[],\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}",
                "{\"terminationProtectionEnabled\":true,\"terminationProtectionEnabled\":false}",
                "{\"t\\u0061gs\":[],\"tags\":[]}",
                "{\"tags\":[{\"key\":\"a\",\"key\":\"b\",\"value\":\"v\"}]}"
            })
    void refusesADuplicateField(String body) {
        refused(400, "MALFORMED_JSON", "", body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 1_000, 100_000})
    void refusesJsonThatIsTooDeep(int depth) {
        refused(
                400,
                "MALFORMED_JSON",
                "",
                ("{\"tags\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(UTF_8));
    }

    @Test
    void refusesABodyThatIsNotUtf8() {
        refused(400, "MALFORMED_JSON", "", "{\"terminationProtectionEnabled\":true}".getBytes(UTF_16LE));
    }

    @Test
    void refusesAHugeBodyByItsAnnouncedLength() {
        refused(413, "GATEWAY_BODY_TOO_LARGE", "Content-Length: 100000000\r\n", "");
    }

    /** A client that does not know it would lose its next call. */
    @Test
    void announcesThatARefusedLoginClosesTheConnectionWithinItsForm() {
        var reply = socket.send("POST /api/oauth/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic YTpi\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ngrant_type=");
        assertThat(reply.statuses()).isEqualTo("401");
        assertThat(reply.header("Connection")).isEqualTo("close");
    }

    @Test
    void refusesAHugeBodyWithoutALength() {
        var chunk = " ".repeat(LIMIT + 1);
        refused(
                413,
                "GATEWAY_BODY_TOO_LARGE",
                "Transfer-Encoding: chunked\r\n",
                Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
    }

    @Test
    void acceptsAChunkedBodyOfTheMaximumSize() {
        var body = "{}" + " ".repeat(LIMIT - 2);
        var reply = socket.send(socket.head("payments", "PATCH", PATH)
                + "Connection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
        assertThat(reply.statuses()).isEqualTo("200");
    }

    @Test
    void acceptsGzip() throws IOException {
        var reply = socket.update(
                "payments", "Content-Encoding: gzip\r\n", gzip("{\"terminationProtectionEnabled\":true}"));
        assertThat(reply.statuses()).isEqualTo("200");
        assertThat(gateway.audited(reply.header("X-Request-Id"))
                        .getLast()
                        .get("change")
                        .toString())
                .isEqualTo("{\"terminationProtectionEnabled\": true}");
    }

    @Test
    void refusesGzipOfManyMembers() throws IOException {
        var members = new ByteArrayOutputStream();
        for (int i = 0; i < 5_000; i++) {
            members.writeBytes(gzip(""));
        }
        members.writeBytes(gzip("{}"));
        refused(400, "GATEWAY_BAD_REQUEST", "Content-Encoding: gzip\r\n", members.toByteArray());
    }

    @Test
    void refusesGzipThatUnpacksToTooMuch() throws IOException {
        refused(413, "GATEWAY_BODY_TOO_LARGE", "Content-Encoding: gzip\r\n", gzip(" ".repeat(10_000_000)));
    }

    @Test
    void servesOthersWhileHundredsOfBodiesAreSlow() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 250; i++) {
                var client = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                slow.add(client);
                client.getOutputStream()
                        .write(("POST /admin/api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                                        + "Content-Type: application/json\r\n\r\n{")
                                .getBytes(US_ASCII));
            }
            assertThat(socket.send("payments", "GET", PATH, "").statuses()).isEqualTo("200");
        } finally {
            for (var client : slow) {
                client.close();
            }
        }
    }

    @Test
    void refusesABodyThatArrivesTooSlowly() throws IOException, InterruptedException {
        try (var connection = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            var out = connection.getOutputStream();
            out.write((socket.head("payments", "PATCH", PATH)
                            + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                    .getBytes(US_ASCII));
            var in = connection.getInputStream();
            while (in.available() == 0) {
                out.write(' ');
                Thread.sleep(200);
            }
            socket.recorded(408, "GATEWAY_REQUEST_TIMEOUT", new RawReply(new String(in.readAllBytes(), US_ASCII)));
        }
    }

    private void refused(int status, String errorCode, String headers, byte[] body) {
        refused(status, errorCode, headers + "Content-Length: " + body.length + "\r\n", new String(body, ISO_8859_1));
    }

    private void refused(int status, String errorCode, String headers, String body) {
        var record = socket.refused(
                status,
                errorCode,
                socket.head("payments", "PATCH", PATH) + "Connection: close\r\nContent-Type: application/json\r\n"
                        + headers + "\r\n" + body);
        assertThat(record)
                .containsEntry("team", "payments")
                .containsEntry("operation", "updateServerlessInstance")
                .containsEntry("instance", "orders-dev")
                .containsEntry("decided_by", "contract");
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
