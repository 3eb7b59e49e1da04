package dev.atlasgateway.atlas.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    private static HttpTransport transport(URI baseUrl) {
        var connectTimeout = Duration.ofSeconds(1);
        var pool = HttpClientFactory.pool(connectTimeout, 10, null);
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
