package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.fault.Effect;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.simulator.journal.ReceivedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BrokenAnswerTests {

    private static final String TAG = "{\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}";

    private final AtlasSimulator simulator = AtlasSimulator.start(0);
    private final SimulatorClient client = new SimulatorClient(simulator);
    private final String token = client.token();

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
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

    private long changes() {
        return simulator.instance(AtlasSimulator.PROJECT, "orders-dev").changes();
    }

    private ReceivedRequest last() {
        return simulator.received().getLast();
    }
}
