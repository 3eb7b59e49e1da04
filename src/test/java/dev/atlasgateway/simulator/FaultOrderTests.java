package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.fault.Effect;
import dev.atlasgateway.simulator.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultOrderTests {

    private final AtlasSimulator simulator = AtlasSimulator.start(0);
    private final SimulatorClient client = new SimulatorClient(simulator);

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void takesOneOrderAndShowsItAsPending() {
        var answer = client.control("POST", "/faults", "{\"status\":503,\"retryAfter\":2}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"faults\":[{\"match\":{\"path\":\"^/api/atlas/\"},\"times\":1,\"probability\":1.0,"
                        + "\"status\":503,\"retryAfter\":\"2\",\"body\":\"json\",\"applied\":false}]}");
        assertThat(client.control("GET", "/faults", "").body()).isEqualTo(answer.body());
        assertThat(simulator.pendingFaults())
                .extracting(Fault::effect)
                .containsExactly(new Effect.Status(503, "2", null, Effect.Body.JSON, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"delay\":20}",
                "{\"reset\":\"before\"}",
                "{\"reset\":\"after\"}",
                "{\"status\":502,\"retryAfter\":\"soon\",\"errorCode\":\"OWN\",\"body\":\"html\",\"applied\":true}",
                "{\"garbage\":\"html\",\"applied\":true}",
                "{\"garbage\":\"bytes\",\"applied\":false}",
                "{\"truncated\":true,\"applied\":false}",
                "{\"truncated\":true,\"within\":\"head\",\"applied\":false}",
                "{\"status\":429,\"body\":\"cut\",\"applied\":false}",
                "{\"status\":429,\"body\":\"not_gzip\",\"applied\":false}",
                "{\"status\":429,\"body\":\"empty_gzip\",\"applied\":false}",
                "{\"slowBody\":5}",
                "{\"hangUp\":true}",
                "{\"tokenRefusal\":429}"
            })
    void showsEveryOrderInTheWordsItWasGivenIn(String order) {
        var aimed = "{\"match\":{\"method\":\"PATCH\",\"path\":\"x$\"},\"times\":3,\"probability\":0.25,"
                + order.substring(1);

        var answer = client.control("POST", "/faults", aimed);

        assertThat(answer.body()).isEqualTo("{\"faults\":[" + aimed + "]}");
    }

    @Test
    void takesSeveralOrdersAndKeepsTheirSequence() {
        client.control(
                "POST",
                "/faults",
                "[{\"delay\":1,\"times\":\"always\"},{\"reset\":\"after\",\"match\":{\"method\":\"patch\"}}]");

        assertThat(simulator.pendingFaults())
                .extracting(Fault::effect)
                .containsExactly(new Effect.Delay(Duration.ofMillis(1)), new Effect.Reset(true));
        assertThat(simulator.pendingFaults()).extracting(Fault::method).containsExactly(null, "PATCH");
        assertThat(simulator.pendingFaults()).extracting(Fault::times).containsExactly(Fault.ALWAYS, 1);
    }

    @Test
    void forgetsOrdersOnRequest() {
        client.control("POST", "/faults", "{\"status\":503,\"times\":\"always\"}");

        assertThat(client.control("DELETE", "/faults", "").statusCode()).isEqualTo(204);

        assertThat(simulator.pendingFaults()).isEmpty();
        assertThat(client.get(ORDERS_DEV, client.token()).statusCode()).isEqualTo(200);
    }

    @Test
    void showsNoFaultThatIsSpent() {
        client.control("POST", "/faults", "{\"status\":503}");
        client.get(ORDERS_DEV, client.token());

        assertThat(json(client.control("GET", "/faults", "")).get("faults")).isEmpty();
    }

    @Test
    void revokesTokensOnOrder() {
        var token = client.token();

        client.control("POST", "/faults", "{\"revokeTokens\":true}");

        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(401);
        assertThat(simulator.pendingFaults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense                                   | the body is not JSON",
                "''                                         | must be a JSON object",
                "7                                          | must be a JSON object",
                "{}                                         | exactly one of",
                "{\"delay\":1,\"status\":500}               | exactly one of",
                "{\"delay\":\"long\"}                       | delay must be a whole number",
                "{\"delay\":-1}                             | a delay cannot be negative",
                "{\"reset\":\"never\"}                      | reset must be one of before, after",
                "{\"status\":99}                            | status must be between 200 and 599",
                "{\"status\":500,\"body\":\"xml\"}          | body must be one of json, html, empty",
                "{\"status\":500,\"applied\":\"no\"}        | applied must be true or false",
                "{\"status\":500,\"errorCode\":7}           | errorCode must be a string",
                "{\"status\":500,\"retry\":7}               | retry is not known here; known are",
                "{\"garbage\":\"soup\"}                     | garbage must be one of html, text, json, bytes",
                "{\"truncated\":false}                      | truncated takes the value true",
                "{\"slowBody\":1.5}                         | slowBody must be a whole number",
                "{\"hangUp\":1}                             | hangUp must be true or false",
                "{\"tokenRefusal\":418}                     | tokenRefusal must be 401, 403, 429 or 500",
                "{\"revokeTokens\":true,\"times\":2}        | times is not known here",
                "{\"status\":500,\"times\":0}               | times must be at least 1",
                "{\"status\":500,\"times\":\"often\"}       | times must be a whole number",
                "{\"status\":500,\"probability\":2}         | probability must be above 0 and at most 1",
                "{\"status\":500,\"probability\":\"p\"}     | probability must be a number",
                "{\"status\":500,\"match\":\"PATCH\"}       | must be a JSON object",
                "{\"status\":500,\"match\":{\"host\":\"a\"}}| host is not known here",
                "{\"status\":500,\"match\":{\"path\":\"(\"}}| path is not a regular expression",
                "[{\"status\":500},{\"status\":1}]          | status must be between 200 and 599"
            })
    void saysWhatIsWrongWithAnOrderAndTakesNoneOfIt(String order, String complaint) {
        var answer = client.control("POST", "/faults", order);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").stringValue()).contains(complaint);
        assertThat(simulator.pendingFaults()).isEmpty();
    }

    @Test
    void saysWhatThereIs() {
        var index = client.control("GET", "", "");

        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(json(index).propertyNames())
                .contains("GET /simulator/requests?since=0", "POST /simulator/faults", "GET /simulator/instances");
        assertThat(client.control("GET", "/nowhere", "").statusCode()).isEqualTo(404);
        assertThat(client.control("GET", "/requests?from=1", "").statusCode()).isEqualTo(400);
    }
}
