package dev.atlasgateway.atlas;

import static dev.atlasgateway.exchange.Attempt.Effect.APPLIED;
import static dev.atlasgateway.exchange.Attempt.Effect.NONE;
import static dev.atlasgateway.exchange.Attempt.Effect.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.SimulatorSettings;
import dev.atlasgateway.simulator.fault.Effect.Nonsense;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwarderTests {

    private static final String[] ONCE = {"retry.max-attempts=1", "circuit-breaker.enabled=false"};

    private final AtlasSimulator simulator = AtlasSimulator.start(0, SimulatorSettings.forLoad());
    private final AtlasClientFixture client = AtlasClientFixture.to(simulator.baseUrl(), ONCE);

    @AfterEach
    void stop() {
        await().until(() -> client.leasedConnections() == 0);
        client.close();
        simulator.close();
    }

    @Test
    void returnsTheResponseWithHeaderNamesInLowerCase() {
        var answer = (Reply) client.read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsKey("content-type")
                .allSatisfy((name, value) -> assertThat(name).isLowerCase());
        assertThat(answer.body().toString()).contains("\"name\":\"orders-dev\"");
    }

    @Test
    void reportsAChangeAsAppliedAndAReadWithoutEffect() {
        assertThat(only(client.change()).effect()).isEqualTo(APPLIED);
        assertThat(only(client.read()).effect()).isEqualTo(NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "400, NONE",
        "403, NONE",
        "404, NONE",
        "409, NONE",
        "429, NONE",
        "302, NONE",
        "500, UNKNOWN",
        "502, UNKNOWN",
        "503, NONE",
        "504, UNKNOWN",
        "520, UNKNOWN"
    })
    void derivesTheEffectOfAChangeFromTheStatus(int status, Effect effect) {
        simulator.orders(Fault.status(status));
        var attempt = only(client.change());
        assertThat(attempt.status()).isEqualTo(status);
        assertThat(attempt.effect()).isEqualTo(effect);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 502, 503, 504})
    void reportsAReadWithoutEffectForEveryStatus(int status) {
        simulator.orders(Fault.status(status));
        assertThat(only(client.read()).effect()).isEqualTo(NONE);
    }

    @Test
    void reportsAnUnknownEffectAfterAConnectionReset() {
        simulator.orders(Fault.resetBeforeApplying(), Fault.resetAfterApplying());
        assertNoReply(client.change(), Cause.AMBIGUOUS, UNKNOWN, "connection-lost");
        assertNoReply(client.change(), Cause.AMBIGUOUS, UNKNOWN, "connection-lost");
    }

    @Test
    void reportsAnUnknownEffectForAPooledConnectionThatWasClosed() {
        simulator.orders(Fault.hangUp());
        client.change();
        assertNoReply(client.change(), Cause.AMBIGUOUS, UNKNOWN, "connection-lost");
    }

    @Test
    void reportsAnUnknownEffectForATruncatedResponse() {
        simulator.orders(Fault.truncated());
        assertNoReply(client.change(), Cause.AMBIGUOUS, UNKNOWN, "answer-truncated");
    }

    @Test
    void reportsAnUnknownEffectForAResponseThatIsCutWithinItsHead() {
        simulator.orders(Fault.truncatedHead());
        assertNoReply(client.change(), Cause.AMBIGUOUS, UNKNOWN, "connection-lost");
    }

    @Test
    void reportsAnUnknownEffectForARandomResponse() {
        simulator.orders(Fault.garbage(Nonsense.BYTES));
        assertNoReply(client.change(), Cause.AMBIGUOUS, UNKNOWN, "answer-garbled");
    }

    @Test
    void returnsAResponseThatIsNotJson() {
        simulator.orders(Fault.garbage(Nonsense.HTML));
        assertThat(((Reply) client.change()).status()).isEqualTo(200);
    }

    @Test
    void endsASilentAttemptAtTheAttemptTimeout() {
        try (var impatient = impatientClient()) {
            simulator.orders(Fault.delay(Duration.ofSeconds(5)));
            assertNoReply(impatient.change(), Cause.TIMED_OUT, UNKNOWN, "timed-out");
            await().until(() -> impatient.leasedConnections() == 0);
        }
    }

    @Test
    void endsASlowResponseAtTheAttemptTimeout() {
        try (var impatient = impatientClient()) {
            simulator.orders(Fault.slowBody(Duration.ofMillis(5)));
            assertNoReply(impatient.change(), Cause.TIMED_OUT, UNKNOWN, "timed-out");
            await().until(() -> impatient.leasedConnections() == 0);
        }
    }

    @Test
    void endsAnAttemptAtTheDeadlineIfThatComesFirst() {
        client.read();
        simulator.orders(Fault.slowBody(Duration.ofMillis(5)));
        assertNoReply(
                client.send(AtlasClientFixture.changeRequest(), Duration.ofMillis(600)),
                Cause.TIMED_OUT,
                UNKNOWN,
                "timed-out");
    }

    /** A change with less time would turn a clear answer into a doubtful one. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 20, 490})
    void doesNotSendAChangeWithTooLittleTimeLeft(int millis) {
        client.read();
        simulator.clearReceived();
        var response = (NoReply) client.send(AtlasClientFixture.changeRequest(), Duration.ofMillis(millis));
        assertThat(response.cause()).isEqualTo(Cause.NOT_SENT);
        assertThat(response.attempts()).isEmpty();
        assertThat(simulator.received()).isEmpty();
    }

    @Test
    void doesNotSendAReadAfterItsDeadline() {
        client.read();
        simulator.clearReceived();
        assertThat(client.send(AtlasClientFixture.readRequest(), Duration.ZERO).attempts())
                .isEmpty();
        assertThat(simulator.received()).isEmpty();
    }

    @Test
    void acceptsACompressedResponse() {
        try (var zipping = AtlasSimulator.start(0, SimulatorSettings.defaults().withGzip(true));
                var zippingClient = AtlasClientFixture.to(zipping.baseUrl(), ONCE)) {
            var answer =
                    (Reply) zippingClient.send(AtlasClientFixture.readRequest().with("Accept-Encoding", "gzip"));
            assertThat(answer.body().path("name").asString()).isEqualTo("orders-dev");
            assertThat(answer.headers()).doesNotContainKey("content-encoding");
        }
    }

    @Test
    void sendsNoHeadersBesidesTheExpectedOnes() {
        client.change();
        var received = simulator.received().getLast();
        assertThat(received.headers().keySet())
                .containsExactlyInAnyOrder(
                        "Accept",
                        "Content-Type",
                        "Authorization",
                        "User-Agent",
                        "Host",
                        "Content-Length",
                        "Connection");
        assertThat(received.header("User-Agent")).startsWith("atlas-gateway/");
        assertThat(received.header("Authorization")).startsWith("Bearer ");
        assertThat(received.header("Connection")).isEqualTo("keep-alive");
    }

    private AtlasClientFixture impatientClient() {
        return AtlasClientFixture.to(
                simulator.baseUrl(), "retry.max-attempts=1", "connect-timeout=300ms", "attempt-timeout=300ms");
    }

    private static void assertNoReply(AtlasResponse response, Cause cause, Effect effect, String error) {
        assertThat(response)
                .isInstanceOfSatisfying(
                        NoReply.class, noReply -> assertThat(noReply.cause()).isEqualTo(cause));
        assertThat(only(response).effect()).isEqualTo(effect);
        assertThat(only(response).error()).isEqualTo(error);
        assertThat(only(response).status()).isZero();
    }

    private static Attempt only(AtlasResponse response) {
        assertThat(response.attempts()).hasSize(1);
        return response.attempts().getFirst();
    }
}
