package dev.atlasgateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTests {

    private static final String INDEX = "GET /simulator HTTP/1.1\r\nHost: a\r\n\r\n";

    private final AtlasSimulator simulator = AtlasSimulator.start(0);
    private RawConnection raw;

    @BeforeEach
    void connect() throws IOException {
        raw = new RawConnection(simulator);
    }

    @AfterEach
    void stop() throws IOException {
        raw.close();
        simulator.close();
    }

    @Test
    void keepsTheConnectionAndAnswersPipelinedRequestsInOrder() throws IOException {
        raw.send(INDEX + "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n" + INDEX);

        assertThat(raw.readResponse()).startsWith("HTTP/1.1 200 OK\r\n").contains("simulated");
        assertThat(raw.readResponse()).startsWith("HTTP/1.1 401 Unauthorized\r\n");
        assertThat(raw.readResponse()).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void closesWhenTheClientAsksForIt() throws IOException {
        raw.send("GET /simulator HTTP/1.1\r\nHost: a\r\nconnection: Close\r\n\r\n");

        assertThat(raw.readToEnd()).contains("Connection: close\r\n");
    }

    @Test
    void closesAfterEachRequestOfAnOldClient() throws IOException {
        raw.send("GET /simulator HTTP/1.0\r\n\r\n");

        assertThat(raw.readToEnd()).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void readsABodyInChunks() throws IOException {
        raw.send("POST /simulator/faults HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        raw.send("8;x=y\r\n{\"status\r\n");
        raw.send("6\r\n\":503}\r\n0\r\nTrailer: t\r\n\r\n" + INDEX);

        assertThat(raw.readResponse()).contains("\"status\":503");
        assertThat(raw.readResponse()).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void invitesABodyThatWaitsForIt() throws IOException {
        raw.send("POST /simulator/faults HTTP/1.1\r\nHost: a\r\nContent-Length: 14\r\nExpect: 100-continue\r\n\r\n");
        assertThat(raw.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

        raw.send("{\"status\":503}");

        assertThat(raw.readResponse()).contains("\"status\":503");
    }

    @Test
    void takesARequestThatArrivesByteByByte() throws IOException {
        for (int i = 0; i < INDEX.length(); i++) {
            raw.send(INDEX.substring(i, i + 1));
        }

        assertThat(raw.readResponse()).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | GET /|",
                "400 | GET simulator HTTP/1.1|Host: a",
                "400 | GET /simulator HTTP/1.1|X: no host",
                "505 | PRI / HTTP/2.0|Host: a",
                "400 | POST / HTTP/1.1|Host: a~Content-Length: 1~Content-Length: 1",
                "400 | POST / HTTP/1.1|Host: a~Content-Length: 1~Transfer-Encoding: chunked",
                "400 | POST / HTTP/1.1|Host: a~Content-Length: -1",
                "400 | POST / HTTP/1.1|Host: a~Content-Length: +1",
                "400 | POST / HTTP/1.1|Host : a",
                "400 | POST / HTTP/1.1|Host: a~ folded: b",
                "501 | POST / HTTP/1.1|Host: a~Transfer-Encoding: gzip",
                "413 | POST / HTTP/1.1|Host: a~Content-Length: 8388609"
            })
    void refusesWhatTwoServersCouldReadDifferentlyAndCloses(int status, String line, String headers)
            throws IOException {
        raw.send(line + "\r\n" + (headers == null ? "" : headers.replace("~", "\r\n") + "\r\n") + "\r\n");

        assertThat(raw.readToEnd()).startsWith("HTTP/1.1 " + status + " ").contains("Connection: close\r\n");
        assertThat(simulator.received()).isEmpty();
    }

    @Test
    void refusesAHeadWithoutEnd() throws IOException {
        raw.send("GET /simulator HTTP/1.1\r\nHost: " + "a".repeat(65_536));

        assertThat(raw.readUntil("\r\n")).isEqualTo("HTTP/1.1 431 Request Header Fields Too Large\r\n");
    }

    @Test
    void countsTheConnectionsThatClientsHold() throws IOException {
        try (var second = new RawConnection(simulator)) {
            second.send(INDEX);
            second.readResponse();
            await().untilAsserted(() -> assertThat(simulator.openConnections()).isEqualTo(2));
        }
        await().untilAsserted(() -> assertThat(simulator.openConnections()).isEqualTo(1));
    }

    @Test
    void closesEveryConnectionWhenItStops() throws IOException {
        raw.send(INDEX);
        raw.readResponse();

        simulator.close();

        await().untilAsserted(() -> assertThat(simulator.openConnections()).isZero());
    }
}
