package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.atlasgateway.simulator.fault.Effect;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.simulator.journal.ReceivedRequest;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokenConnectionTests {

    private static final String TAG = "{\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}";

    private final AtlasSimulator simulator = AtlasSimulator.start(0);
    private final SimulatorClient client = new SimulatorClient(simulator);
    private final String token = client.token();

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void resetsTheConnectionBeforeAnythingChanges() throws IOException {
        simulator.orders(Fault.resetBeforeApplying());

        patchRawUntilReset();

        assertThat(changes()).isZero();
        assertThat(last().applied()).isFalse();
        assertThat(last().status()).isZero();
        assertThat(last().fault()).isEqualTo("reset=before");
    }

    @Test
    void resetsTheConnectionAfterTheChange() throws IOException {
        simulator.orders(Fault.resetAfterApplying());

        patchRawUntilReset();

        assertThat(changes()).isEqualTo(1);
        assertThat(last().applied()).isTrue();
        assertThat(last().status()).isZero();
    }

    @Test
    void breaksOffTheBodyAfterTheChange() throws IOException {
        simulator.orders(Fault.truncated());
        try (var raw = new RawConnection(simulator)) {
            raw.send(RawConnection.patch(token, TAG));

            var received = raw.readToEnd();

            var promised = Integer.parseInt(received.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
            assertThat(received.substring(received.indexOf("\r\n\r\n") + 4)).hasSize(promised / 2);
        }
        assertThat(changes()).isEqualTo(1);
        assertThat(last().status()).isEqualTo(200);
    }

    @Test
    void breaksOffWithinTheHeadAfterTheChange() throws IOException {
        simulator.orders(Fault.truncatedHead());
        try (var raw = new RawConnection(simulator)) {
            raw.send(RawConnection.patch(token, TAG));

            assertThat(raw.readToEnd()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("\r\n\r\n");
        }
        assertThat(changes()).isEqualTo(1);
    }

    @Test
    void breaksOffTheBodyOfAnError() throws IOException {
        simulator.orders(Fault.status(429, Effect.Body.CUT));
        try (var raw = new RawConnection(simulator)) {
            raw.send(RawConnection.patch(token, TAG));

            var received = raw.readToEnd();

            var promised = Integer.parseInt(received.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
            assertThat(received).startsWith("HTTP/1.1 429 ");
            assertThat(received.substring(received.indexOf("\r\n\r\n") + 4)).hasSize(promised / 2);
        }
        assertThat(changes()).isZero();
    }

    @Test
    void announcesABodyAsGzipThatIsNot() {
        simulator.orders(Fault.status(503, Effect.Body.NOT_GZIP), Fault.status(503, Effect.Body.EMPTY_GZIP));

        var text = client.get(ORDERS_DEV, token);
        var nothing = client.get(ORDERS_DEV, token);

        assertThat(text.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(text.body()).startsWith("{");
        assertThat(nothing.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(nothing.body()).isEmpty();
    }

    @Test
    void mayBreakOffTheBodyWithoutTheChange() throws IOException {
        simulator.orders(Fault.of(new Effect.Truncation(false)));
        try (var raw = new RawConnection(simulator)) {
            raw.send(RawConnection.patch(token, TAG));

            assertThat(raw.readToEnd()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(changes()).isZero();
        assertThat(last().applied()).isFalse();
    }

    @Test
    void sendsTheTrueAnswerByteByByte() {
        simulator.orders(Fault.slowBody(Duration.ofMillis(1)));
        var started = System.nanoTime();

        var answer = client.get(ORDERS_DEV, token);

        assertThat(json(answer).get("name").stringValue()).isEqualTo("orders-dev");
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isGreaterThanOrEqualTo(Duration.ofMillis(answer.body().length()));
    }

    @Test
    void hangsUpBehindTheClientsBack() throws IOException {
        simulator.orders(Fault.hangUp());
        try (var raw = new RawConnection(simulator)) {
            raw.send(RawConnection.patch(token, TAG));

            assertThat(raw.readToEnd()).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
        }
        assertThat(changes()).isEqualTo(1);
    }

    @Test
    void answersBytesThatAreNotHttp() throws IOException {
        simulator.orders(Fault.garbage(Effect.Nonsense.BYTES));
        try (var raw = new RawConnection(simulator)) {
            raw.send(RawConnection.patch(token, TAG));

            assertThat(raw.readToEnd()).isNotEmpty().doesNotStartWith("HTTP");
        }
    }

    @Test
    void answers204WithoutABodySoThatTheConnectionStaysUsable() throws IOException {
        simulator.orders(Fault.status(204));
        try (var raw = new RawConnection(simulator)) {
            raw.send(RawConnection.patch(token, TAG) + RawConnection.patch(token, TAG));

            assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 204 ").doesNotContain("Content-Length");
            assertThat(raw.readResponse()).startsWith("HTTP/1.1 200 ");
        }
    }

    private void patchRawUntilReset() throws IOException {
        try (var raw = new RawConnection(simulator)) {
            raw.send(RawConnection.patch(token, TAG));
            assertThatIOException()
                    .isThrownBy(raw::readToEnd)
                    .isInstanceOf(SocketException.class)
                    .withMessage("Connection reset");
        }
    }

    private long changes() {
        return simulator.instance(AtlasSimulator.PROJECT, "orders-dev").changes();
    }

    private ReceivedRequest last() {
        return simulator.received().getLast();
    }
}
