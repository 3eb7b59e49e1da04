package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.basic;
import static dev.atlasgateway.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.simulator.journal.ReceivedRequest;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceivedRequestTests {

    private static final String TAG = "{\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}";

    private final SimulatedClock clock = new SimulatedClock();
    private final AtlasSimulator simulator = AtlasSimulator.start(
            0, SimulatorSettings.defaults().withClock(clock).withKept(5));
    private final SimulatorClient client = new SimulatorClient(simulator);

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void keepsEverythingAboutARequestAndWhatBecameOfIt() {
        var token = client.token();
        client.send(
                "PATCH",
                ORDERS_DEV + "?pretty=true",
                TAG,
                "Authorization",
                "Bearer " + token,
                "Accept",
                SimulatorClient.FLEX,
                "Content-Type",
                "application/json",
                "X-Request-Id",
                "42",
                "X-Twice",
                "one",
                "X-Twice",
                "two");

        var request = simulator.received(1).getFirst();

        assertThat(request.sequence()).isEqualTo(2);
        assertThat(request.time()).isEqualTo(clock.instant());
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.path()).isEqualTo(ORDERS_DEV);
        assertThat(request.query()).isEqualTo("pretty=true");
        assertThat(request.body()).isEqualTo(TAG);
        assertThat(request.header("x-request-id")).isEqualTo("42");
        assertThat(request.headers()).containsEntry("X-Twice", List.of("one", "two"));
        assertThat(request.status()).isEqualTo(200);
        assertThat(request.fault()).isNull();
        assertThat(request.applied()).isTrue();
        assertThat(request.change()).isEqualTo(1);
    }

    @Test
    void showsTheSameOverHttpAndFromANumberOn() {
        var token = client.token();
        client.patch(ORDERS_DEV, token, TAG);
        client.get(ORDERS_DEV, token);

        var requests = json(client.control("GET", "/requests?since=1", "")).get("requests");

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).get("sequence").intValue()).isEqualTo(2);
        assertThat(requests.get(0).get("body").stringValue()).isEqualTo(TAG);
        assertThat(requests.get(0).get("applied").booleanValue()).isTrue();
        assertThat(requests.get(0).get("time").stringValue()).isEqualTo("2026-08-10T03:02:55Z");
        assertThat(requests.get(1).get("applied").booleanValue()).isFalse();
    }

    @Test
    void tellsTokensApartWithoutShowingThem() {
        var first = client.token();
        var second = client.token();
        client.get(ORDERS_DEV, first);
        client.get(ORDERS_DEV, second);
        client.get(ORDERS_DEV, first);

        var seen = simulator.received(2).stream()
                .map(request -> request.header("Authorization"))
                .toList();

        assertThat(seen).allMatch(value -> value.matches("Bearer sha256:[0-9a-f]{12}"));
        assertThat(seen.get(0)).isEqualTo(seen.get(2)).isNotEqualTo(seen.get(1));
        assertThat(client.control("GET", "/requests", "").body())
                .doesNotContain(first, second, basic(AtlasSimulator.CLIENT_ID, AtlasSimulator.CLIENT_SECRET));
    }

    @Test
    void hidesTheTokenOfARevocation() {
        var token = client.token();
        client.form(
                "/api/oauth/revoke",
                basic(AtlasSimulator.CLIENT_ID, AtlasSimulator.CLIENT_SECRET),
                "token=" + token + "&token_type_hint=access_token");

        assertThat(simulator.received(1).getFirst().body())
                .matches("token=sha256:[0-9a-f]{12}&token_type_hint=access_token");
    }

    @Test
    void forgetsTheOldestBeyondWhatItMayKeep() {
        var token = client.token();
        for (int i = 0; i < 6; i++) {
            client.get(ORDERS_DEV, token);
        }

        assertThat(simulator.received()).extracting(ReceivedRequest::sequence).containsExactly(3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void forgetsTheOldestBeyond64MiB() {
        try (var roomy = AtlasSimulator.start(0);
                var toRoomy = new SimulatorClient(roomy)) {
            var large = "x".repeat(8 << 20);
            for (int i = 0; i < 9; i++) {
                toRoomy.send("POST", "/large", large);
            }

            assertThat(roomy.received()).hasSize(7);
            assertThat(roomy.received().getLast().sequence()).isEqualTo(9);
        }
    }

    @Test
    void forgetsAllOnRequestAndCountsOn() {
        client.token();
        assertThat(client.control("DELETE", "/requests", "").statusCode()).isEqualTo(204);
        assertThat(simulator.received()).isEmpty();

        client.token();

        assertThat(simulator.received()).extracting(ReceivedRequest::sequence).containsExactly(2L);
    }

    @Test
    void keepsNoRecordOfItsOwnApi() {
        client.control("GET", "", "");
        client.control("GET", "/requests", "");

        assertThat(simulator.received()).isEmpty();
    }

    @Test
    void linksEachInstanceToTheRequestThatChangedItLast() {
        var token = client.token();
        client.patch(ORDERS_DEV, token, TAG);
        client.patch(ORDERS_DEV, token, "{\"nonsense\":1}");
        simulator.orders(Fault.resetAfterApplying());
        assertThatThrownBy(() -> client.patch(ORDERS_DEV, token, "{\"tags\":[]}"))
                .isInstanceOf(UncheckedIOException.class);

        var instance = simulator.instance(AtlasSimulator.PROJECT, "orders-dev");

        assertThat(instance.changes()).isEqualTo(2);
        assertThat(instance.lastRequest()).isEqualTo(4);
        assertThat(simulator.received(1)).extracting(ReceivedRequest::change).containsExactly(1L, 0L, 2L);
        var shown = json(client.control("GET", "/instances", "")).get("instances");
        assertThat(shown).hasSize(3);
        assertThat(shown.get(0).get("name").stringValue()).isEqualTo("orders-dev");
        assertThat(shown.get(0).get("lastRequest").intValue()).isEqualTo(4);
        assertThat(shown.get(0).get("stateName").stringValue()).isEqualTo("UPDATING");
        assertThat(shown.get(0).at("/settings/tags")).isEmpty();
    }
}
