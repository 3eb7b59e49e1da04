package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.serverless;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.atlasgateway.simulator.cluster.RateLimit;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitTests {

    private final SimulatedClock clock = new SimulatedClock();
    private final AtlasSimulator simulator = AtlasSimulator.start(
            0, SimulatorSettings.defaults().withClock(clock).withRateLimit(new RateLimit(3, 2, Duration.ofMinutes(1))));
    private final SimulatorClient client = new SimulatorClient(simulator);
    private final String token = client.token();

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void countsDownOnEveryAnswer() {
        assertThat(remaining(client.get(ORDERS_DEV, token))).isEqualTo("2");
        assertThat(remaining(client.patch(ORDERS_DEV, token, "{\"bad\":1}"))).isEqualTo("1");
        assertThat(remaining(client.get(ORDERS_DEV, token))).isEqualTo("0");
    }

    @Test
    void gives429WithRetryAfterWhenEmptyAndChangesNothing() {
        drain();
        clock.advance(Duration.ofSeconds(54));

        var refused = client.patch(ORDERS_DEV, token, "{}");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("6");
        assertThat(refused.headers().firstValue("RateLimit-Limit")).hasValue("3");
        assertThat(remaining(refused)).isEqualTo("0");
        assertThat(refused.headers().firstValue("X-Error-Code")).hasValue("RATE_LIMITED_TOKEN_BUCKET");
        var path = ORDERS_DEV.substring(1);
        assertThat(refused.body())
                .isEqualTo("{\"detail\":\"Rate limit exceeded for " + path
                        + ". Please retry after 6 seconds. Request capacity: 3. Refill rate: 2 per 60 seconds. For more "
                        + "information, see: http://dochub.mongodb.org/core/atlas-api-rate-limit.\",\"error\":429,"
                        + "\"errorCode\":\"RATE_LIMITED_TOKEN_BUCKET\",\"parameters\":[\"" + path
                        + "\",6,3,2,60],\"reason\":\"Too Many Requests\"}");
        assertThat(simulator.instance(AtlasSimulator.PROJECT, "orders-dev").changes())
                .isZero();
    }

    @Test
    void mayAskToRetryAfterZeroSecondsAsAtlasDoes() {
        drain();
        clock.advance(Duration.ofMillis(59_900));

        assertThat(client.get(ORDERS_DEV, token).headers().firstValue("Retry-After"))
                .hasValue("0");
    }

    @Test
    void refillsUpToTheCapacity() {
        drain();

        clock.advance(Duration.ofSeconds(60));
        assertThat(remaining(client.get(ORDERS_DEV, token))).isEqualTo("1");
        clock.advance(Duration.ofMinutes(30));
        assertThat(remaining(client.get(ORDERS_DEV, token))).isEqualTo("2");
    }

    @Test
    void givesEachProjectItsOwnBucketAndServerlessNone() {
        drain();
        simulator.addProject("aaaaaaaaaaaaaaaaaaaaaaaa");
        simulator.addInstance("aaaaaaaaaaaaaaaaaaaaaaaa", "x");

        assertThat(client.get("/api/atlas/v2/groups/aaaaaaaaaaaaaaaaaaaaaaaa/flexClusters/x", token)
                        .statusCode())
                .isEqualTo(200);
        var serverless = client.send(
                "GET",
                serverless("v1.0", "orders-dev"),
                "",
                "Authorization",
                "Bearer " + token,
                "Accept",
                "application/json");
        assertThat(serverless.statusCode()).isEqualTo(200);
        assertThat(serverless.headers().map()).doesNotContainKey("RateLimit-Limit");
    }

    @Test
    void sendsNoRateLimitHeadersWhenThereIsNone() {
        try (var free = AtlasSimulator.start(0, SimulatorSettings.defaults().withRateLimit(null));
                var toFree = new SimulatorClient(free)) {
            assertThat(toFree.get(ORDERS_DEV, toFree.token()).headers().map())
                    .doesNotContainKeys("RateLimit-Limit", "RateLimit-Remaining");
        }
    }

    @Test
    void isAsRecordedByDefault() {
        assertThat(RateLimit.defaults()).isEqualTo(new RateLimit(1_200, 500, Duration.ofMinutes(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(1, 1, Duration.ZERO));
    }

    private void drain() {
        for (int i = 0; i < 3; i++) {
            assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(200);
        }
    }

    private static String remaining(HttpResponse<String> answer) {
        return answer.headers().firstValue("RateLimit-Remaining").orElseThrow();
    }
}
