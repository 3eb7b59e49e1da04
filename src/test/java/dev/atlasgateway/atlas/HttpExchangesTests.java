package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpExchangesTests {

    @Test
    void throwsAnAnswerAwayThatIsLongerThanAllowed() throws IOException {
        try (var flood = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + "x".repeat(2000));
                var narrow = narrow(flood.baseUrl())) {
            assertThat(narrow.exchange("GET", "/", Map.of(), new byte[0], Duration.ofSeconds(5)))
                    .isEqualTo(Failure.ANSWER_TOO_LARGE);
        }
    }

    @Test
    void knowsThatNothingLeftIfNobodyListens() throws IOException {
        assertThat(exchangeWith(closedPort())).isEqualTo(Failure.CONNECT_FAILED);
    }

    @Test
    void knowsThatNothingLeftIfTheHostIsUnknown() {
        assertThat(exchangeWith(URI.create("http://atlas.invalid"))).isEqualTo(Failure.UNKNOWN_HOST);
    }

    @Test
    void doesNotKeepCookiesOrFollowRedirects() throws IOException {
        try (var baker = RawServer.answering(
                        "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
                var http = narrow(baker.baseUrl())) {
            http.exchange("GET", "/first", Map.of(), new byte[0], Duration.ofSeconds(5));
            http.exchange("GET", "/second", Map.of(), new byte[0], Duration.ofSeconds(5));
            assertThat(baker.received())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request).doesNotContain("Cookie"));
            assertThat(baker.received().getLast()).startsWith("GET /second");
        }
    }

    @Test
    void keepsAPrefixOfTheBaseUrl() throws IOException {
        try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                var http = narrow(URI.create(server.baseUrl() + "/prefix/"))) {
            http.exchange("GET", "/api?x=%20", Map.of(), new byte[0], Duration.ofSeconds(5));
            assertThat(server.received().getFirst()).startsWith("GET /prefix/api?x=%20 HTTP/1.1");
        }
    }

    @Test
    void takesAnAnswerThatIsNotHttpForGarbled() throws IOException {
        try (var noise = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")) {
            assertThat(exchangeWith(noise.baseUrl())).isEqualTo(Failure.ANSWER_GARBLED);
        }
    }

    private static HttpExchanges narrow(URI baseUrl) {
        var properties = AtlasClientFixture.properties(baseUrl, "max-response-size=1KB", "connect-timeout=1s");
        return new HttpExchanges(
                PooledClient.over(PooledClient.pool(properties, null), properties), properties.baseUrl(), 1024);
    }

    private static ExchangeResult exchangeWith(URI baseUrl) {
        try (var http = narrow(baseUrl)) {
            return http.exchange("PATCH", "/", Map.of(), new byte[] {1}, Duration.ofSeconds(5));
        }
    }

    private static URI closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
