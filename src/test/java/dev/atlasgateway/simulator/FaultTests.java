package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.atlasgateway.simulator.fault.Effect;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.simulator.journal.ReceivedRequest;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTests {

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
    void delaysThenProceeds() {
        simulator.orders(Fault.delay(Duration.ofMillis(300)));
        var started = System.nanoTime();

        assertThat(client.patch(ORDERS_DEV, token, TAG).statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(last().fault()).isEqualTo("delay=300");
        assertThat(last().applied()).isTrue();
    }

    @Test
    void letsTheNextFaultStrikeAfterADelay() {
        simulator.orders(Fault.delay(Duration.ofMillis(1)), Fault.status(500), Fault.status(503));

        assertThat(client.patch(ORDERS_DEV, token, TAG).statusCode()).isEqualTo(500);
        assertThat(last().fault()).startsWith("delay=1, status=500");
        assertThat(client.patch(ORDERS_DEV, token, TAG).statusCode()).isEqualTo(503);
        assertThat(client.patch(ORDERS_DEV, token, TAG).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "400, VALIDATION_ERROR",
        "402, NO_PAYMENT_INFORMATION_FOUND",
        "403, IP_ADDRESS_NOT_ON_ACCESS_LIST",
        "404, CLUSTER_NOT_FOUND",
        "409, CANNOT_UPDATE_PAUSED_CLUSTER",
        "429, RATE_LIMITED_TOKEN_BUCKET",
        "500, UNEXPECTED_ERROR",
        "503, SERVICE_UNAVAILABLE"
    })
    void answersAnyStatusWithItsUsualErrorCode(int status, String errorCode) {
        simulator.orders(Fault.status(status));

        var answer = client.patch(ORDERS_DEV, token, TAG);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Error-Code")).hasValue(errorCode);
        assertThat(json(answer).get("error").intValue()).isEqualTo(status);
        assertThat(json(answer).get("errorCode").stringValue()).isEqualTo(errorCode);
        assertThat(answer.headers().map()).doesNotContainKey("Retry-After");
        assertThat(changes()).isZero();
    }

    @Test
    void answersAnOrdered401AsForABadToken() {
        simulator.orders(Fault.status(401));

        var ordered = client.get(ORDERS_DEV, token);

        assertThat(ordered.statusCode()).isEqualTo(401);
        assertThat(ordered.body()).isEqualTo(client.get(ORDERS_DEV, "bad").body());
    }

    @Test
    void sendsRetryAfterAlsoWithinTheParametersOf429() {
        simulator.orders(Fault.status(429, 7));

        var answer = client.patch(ORDERS_DEV, token, TAG);

        assertThat(answer.headers().allValues("Retry-After")).containsExactly("7");
        assertThat(json(answer).get("parameters").toString())
                .isEqualTo("[\"" + ORDERS_DEV.substring(1) + "\",7,1200,500,60]");
    }

    @Test
    void sendsRetryAfterAsADateAndAnOwnErrorCode() {
        simulator.orders(
                Fault.of(new Effect.Status(503, "Wed, 21 Oct 2099 07:28:00 GMT", "OWN", Effect.Body.JSON, false)));

        var answer = client.patch(ORDERS_DEV, token, TAG);

        assertThat(answer.headers().firstValue("Retry-After")).hasValue("Wed, 21 Oct 2099 07:28:00 GMT");
        assertThat(answer.headers().firstValue("X-Error-Code")).hasValue("OWN");
    }

    @Test
    void mayApplyTheChangeAndAnswer504AllTheSame() {
        var gatewayTimeout = new Effect.Status(504, null, null, Effect.Body.HTML, false);
        simulator.orders(Fault.of(gatewayTimeout.afterApplying()));

        var answer = client.patch(ORDERS_DEV, token, TAG);

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(answer.body()).startsWith("<html>");
        assertThat(changes()).isEqualTo(1);
        assertThat(last().status()).isEqualTo(504);
        assertThat(last().applied()).isTrue();
    }

    @Test
    void answers204WithoutABodySoThatTheConnectionStaysUsable() throws IOException {
        simulator.orders(Fault.status(204));
        try (var raw = new RawConnection(simulator)) {
            raw.send(patchText() + patchText());

            assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 204 ").doesNotContain("Content-Length");
            assertThat(raw.readResponse()).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.Nonsense.class,
            names = {"HTML", "TEXT", "JSON"})
    void answers200WithNonsense(Effect.Nonsense nonsense) {
        simulator.orders(Fault.garbage(nonsense));

        var answer = client.patch(ORDERS_DEV, token, TAG);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue(nonsense == Effect.Nonsense.HTML ? "text/html" : "application/json");
        assertThat(answer.body()).doesNotContain("stateName");
        assertThat(changes()).isZero();
    }

    @Test
    void answersBytesThatAreNotHttp() throws IOException {
        simulator.orders(Fault.garbage(Effect.Nonsense.BYTES));
        try (var raw = new RawConnection(simulator)) {
            raw.send(patchText());

            assertThat(raw.readToEnd()).isNotEmpty().doesNotStartWith("HTTP");
        }
    }

    @Test
    void breaksOffTheBodyAfterTheChange() throws IOException {
        simulator.orders(Fault.truncated());
        try (var raw = new RawConnection(simulator)) {
            raw.send(patchText());

            var received = raw.readToEnd();

            var promised = Integer.parseInt(received.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
            assertThat(received.substring(received.indexOf("\r\n\r\n") + 4)).hasSize(promised / 2);
        }
        assertThat(changes()).isEqualTo(1);
        assertThat(last().status()).isEqualTo(200);
    }

    @Test
    void mayBreakOffTheBodyWithoutTheChange() throws IOException {
        simulator.orders(Fault.of(new Effect.Truncated(false)));
        try (var raw = new RawConnection(simulator)) {
            raw.send(patchText());

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
            raw.send(patchText());

            assertThat(raw.readToEnd()).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
        }
        assertThat(changes()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"401, invalid_client", "403, access_denied", "429, RATE_LIMITED", "500, server_error"})
    void refusesTokensInTheTokenEndpointsWords(int status, String word) {
        simulator.orders(Fault.tokenRefusal(status));

        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(200);
        var refused = client.askForToken(AtlasSimulator.CLIENT_ID, AtlasSimulator.CLIENT_SECRET);
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).contains("\"" + word + "\"");
        assertThat(client.askForToken(AtlasSimulator.CLIENT_ID, AtlasSimulator.CLIENT_SECRET)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void revokesAllTokensAtOnce() {
        simulator.revokeTokens();

        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(401);
        assertThat(client.get(ORDERS_DEV, client.token()).statusCode()).isEqualTo(200);
    }

    @Test
    void strikesOnlyWhatItWaitsFor() {
        simulator.orders(Fault.status(503).on("PATCH", "orders-prod$"));

        assertThat(client.patch(ORDERS_DEV, token, TAG).statusCode()).isEqualTo(200);
        assertThat(client.get(SimulatorClient.flex("orders-prod"), token).statusCode())
                .isEqualTo(200);
        assertThat(client.patch(SimulatorClient.flex("orders-prod"), token, TAG).statusCode())
                .isEqualTo(503);
    }

    @Test
    void sparesTheTokenEndpointUnlessItIsNamed() {
        simulator.orders(Fault.status(503), Fault.status(502).on("POST", "^/api/oauth"));

        assertThat(client.askForToken(AtlasSimulator.CLIENT_ID, AtlasSimulator.CLIENT_SECRET)
                        .statusCode())
                .isEqualTo(502);
        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(503);
    }

    @Test
    void strikesAsOftenAsOrderedAndForeverIfOrdered() {
        simulator.orders(Fault.status(500).times(2), Fault.status(503).always());

        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(500);
        assertThat(simulator.pendingFaults()).extracting(Fault::times).containsExactly(1, Fault.ALWAYS);
        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(500);
        for (int i = 0; i < 5; i++) {
            assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(503);
        }
        simulator.clearFaults();
        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(200);
    }

    @Test
    void strikesNoOftenerAmongManyCallersAndLosesNoChange() {
        simulator.orders(Fault.status(503).times(20));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                callers.execute(() -> client.patch(ORDERS_DEV, token, TAG));
            }
        }

        assertThat(changes()).isEqualTo(180);
        assertThat(simulator.received(1).stream().filter(request -> request.status() == 503))
                .hasSize(20)
                .noneMatch(ReceivedRequest::applied);
        assertThat(simulator.received(1).stream()
                        .map(ReceivedRequest::change)
                        .filter(change -> change > 0)
                        .distinct())
                .hasSize(180);
    }

    @Test
    void strikesWithTheOrderedProbability() {
        simulator.orders(Fault.status(503).always().withProbability(0.5));
        int struck = 0;
        for (int i = 0; i < 200; i++) {
            struck += client.get(ORDERS_DEV, token).statusCode() == 503 ? 1 : 0;
        }

        assertThat(struck).isBetween(50, 150); // outside once in 10^12 runs
    }

    @Test
    void saysWhatIsWrongWithAFault() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(600));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(500).times(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(500).withProbability(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.tokenRefusal(404));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.delay(Duration.ofMillis(-1)));
    }

    private void patchRawUntilReset() throws IOException {
        try (var raw = new RawConnection(simulator)) {
            raw.send(patchText());
            assertThatIOException()
                    .isThrownBy(raw::readToEnd)
                    .isInstanceOf(SocketException.class)
                    .withMessage("Connection reset");
        }
    }

    private String patchText() {
        return "PATCH " + ORDERS_DEV + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\nAccept: "
                + SimulatorClient.FLEX + "\r\nContent-Type: application/json\r\nContent-Length: " + TAG.length()
                + "\r\n\r\n" + TAG;
    }

    private long changes() {
        return simulator.instance(AtlasSimulator.PROJECT, "orders-dev").changes();
    }

    private ReceivedRequest last() {
        return simulator.received().getLast();
    }
}
