package dev.atlasgateway.atlas.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.atlas.http.ExchangeResult.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTests {

    @Test
    void rejectsAResponseThatIsTooLarge() throws IOException {
        try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + "x".repeat(2000));
                var transport = transport(server.baseUrl())) {
            assertThat(transport.exchange("GET", "/", Map.of(), new byte[0], Duration.ofSeconds(5)))
                    .isEqualTo(TransportFailure.ANSWER_TOO_LARGE);
        }
    }

    @Test
    void reportsNotSentIfThePortIsClosed() throws IOException {
        assertThat(exchangeWith(closedPort())).isEqualTo(TransportFailure.CONNECT_FAILED);
    }

    @Test
    void reportsNotSentIfTheHostIsUnknown() {
        assertThat(exchangeWith(URI.create("http://atlas.invalid"))).isEqualTo(TransportFailure.UNKNOWN_HOST);
    }

    @Test
    void ignoresCookiesAndRedirects() throws IOException {
        try (var server = RawServer.answering(
                        "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
                var http = transport(server.baseUrl())) {
            http.exchange("GET", "/first", Map.of(), new byte[0], Duration.ofSeconds(5));
            http.exchange("GET", "/second", Map.of(), new byte[0], Duration.ofSeconds(5));
            assertThat(server.received())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request).doesNotContain("Cookie"));
            assertThat(server.received().getLast()).startsWith("GET /second");
        }
    }

    @Test
    void keepsThePathOfTheBaseUrl() throws IOException {
        try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                var http = transport(URI.create(server.baseUrl() + "/prefix/"))) {
            http.exchange("GET", "/api?x=%20", Map.of(), new byte[0], Duration.ofSeconds(5));
            assertThat(server.received().getFirst()).startsWith("GET /prefix/api?x=%20 HTTP/1.1");
        }
    }

    @Test
    void reportsAResponseThatIsNotHttpAsGarbled() throws IOException {
        try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")) {
            assertThat(exchangeWith(server.baseUrl())).isEqualTo(TransportFailure.ANSWER_GARBLED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 200~~<html>Twelve",
                "Content-Encoding: gzip~~",
                "Content-Encoding: gzip~Content-Length: 0~~",
                "Content-Encoding: gzip~Content-Length: 4~~text",
                "Transfer-Encoding: chunked~~ff~cut",
                "Transfer-Encoding: chunked~~no chunk~",
                "Content-Length: 2000~~TOO LARGE"
            })
    void countsARefusalByItsStatusIfItsBodyCannotBeRead(String rest) throws IOException {
        for (var status : List.of(302, 401, 404, 429, 500, 503)) {
            var answer =
                    "HTTP/1.1 %d X~Retry-After: 120~%s".formatted(status, rest).replace("~", "\r\n");
            try (var server = RawServer.answeringOnce(answer.replace("TOO LARGE", "x".repeat(2000)))) {
                assertThat(exchangeWith(server.baseUrl())).isInstanceOfSatisfying(HttpReply.class, reply -> {
                    assertThat(reply.status()).isEqualTo(status);
                    assertThat(reply.headers()).containsEntry("retry-after", "120");
                    assertThat(reply.body()).isEmpty();
                });
            }
        }
    }

    @Test
    void countsARefusalByItsStatusIfItsBodyDoesNotArriveInTime() throws IOException {
        try (var server = RawServer.answering("HTTP/1.1 429 X\r\nContent-Length: 9\r\n\r\nslow");
                var http = transport(server.baseUrl())) {
            assertThat(http.exchange("PATCH", "/", Map.of(), new byte[] {1}, Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            HttpReply.class, reply -> assertThat(reply.status()).isEqualTo(429));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 200~~{\"name\"", "Content-Encoding: gzip~~", "Transfer-Encoding: chunked~~ff~{"
            })
    void reportsASuccessWhoseBodyCannotBeReadAsTruncated(String rest) throws IOException {
        try (var server = RawServer.answeringOnce(("HTTP/1.1 200 OK~" + rest).replace("~", "\r\n"))) {
            assertThat(exchangeWith(server.baseUrl())).isEqualTo(TransportFailure.ANSWER_TRUNCATED);
        }
    }

    @Test
    void reportsAResponseThatIsCutAnywhereWithinItsHeadAsALostConnection() throws IOException {
        var head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n";
        for (var length : IntStream.range(0, head.length()).toArray()) {
            try (var server = RawServer.answeringOnce(head.substring(0, length))) {
                assertThat(exchangeWith(server.baseUrl()))
                        .as("the first %d bytes", length)
                        .isEqualTo(TransportFailure.CONNECTION_LOST);
            }
        }
        try (var server = RawServer.answeringOnce(head)) {
            assertThat(exchangeWith(server.baseUrl())).isInstanceOf(HttpReply.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "X-GZip "})
    void unpacksGzipUnderEveryNameOfIt(String name) throws IOException {
        var answer = new ByteArrayOutputStream();
        answer.writeBytes("HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n"
                .formatted(name)
                .getBytes(UTF_8));
        try (var gzip = new GZIPOutputStream(answer)) {
            gzip.write("packed".getBytes(UTF_8));
        }
        try (var server = RawServer.answeringOnce(answer.toByteArray())) {
            assertThat(exchangeWith(server.baseUrl())).isInstanceOfSatisfying(HttpReply.class, reply -> {
                assertThat(reply.body()).asString().isEqualTo("packed");
                assertThat(reply.headers()).doesNotContainKey("content-encoding");
            });
        }
    }

    private static HttpTransport transport(URI baseUrl) {
        var connectTimeout = Duration.ofSeconds(1);
        var pool = HttpClientFactory.pool(connectTimeout, 10, HttpClientFactory.tls(null));
        return new HttpTransport(HttpClientFactory.client(pool, connectTimeout, null), baseUrl, 1024);
    }

    private static ExchangeResult exchangeWith(URI baseUrl) {
        try (var http = transport(baseUrl)) {
            return http.exchange("PATCH", "/", Map.of(), new byte[] {1}, Duration.ofSeconds(5));
        }
    }

    private static URI closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
