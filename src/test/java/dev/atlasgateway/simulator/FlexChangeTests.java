package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlexChangeTests {

    private final AtlasSimulator simulator = AtlasSimulator.start(0);
    private final SimulatorClient client = new SimulatorClient(simulator);
    private final String token = client.token();

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tag\":[]}                                  | INVALID_ATTRIBUTE      | tag",
                "{\"serverlessBackupOptions\":{}}              | INVALID_ATTRIBUTE      | serverlessBackupOptions",
                "{\"tags\":[{\"key\":\"a\",\"value\":\"b\",\"x\":1}]} | INVALID_ATTRIBUTE | x",
                "{\"stateName\":\"IDLE\"}                      | ATTRIBUTE_READ_ONLY    | stateName",
                "{\"links\":[]}                                | ATTRIBUTE_READ_ONLY    | links",
                "{\"terminationProtectionEnabled\":\"yes\"}    | INVALID_JSON_ATTRIBUTE | terminationProtectionEnabled",
                "{\"tags\":{}}                                 | INVALID_JSON_ATTRIBUTE | tags",
                "{\"tags\":[1]}                                | INVALID_JSON_ATTRIBUTE | tags",
                "{\"tags\":[{\"key\":1,\"value\":\"b\"}]}      | INVALID_JSON_ATTRIBUTE | key",
                "{\"tags\":[{\"key\":\"a\"}]}                  | MISSING_ATTRIBUTE      | value"
            })
    void refusesABodyNamingTheAttribute(String body, String errorCode, String parameter) {
        var answer = client.patch(ORDERS_DEV, token, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("X-Error-Code")).hasValue(errorCode);
        assertThat(json(answer).get("errorCode").stringValue()).isEqualTo(errorCode);
        assertThat(json(answer).get("parameters").toString()).isEqualTo("[\"" + parameter + "\"]");
        assertThat(json(answer).get("detail").stringValue()).contains(parameter);
        assertThat(simulator.instance(AtlasSimulator.PROJECT, "orders-dev").changes())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{        | MALFORMED_JSON",
                "{}{}     | MALFORMED_JSON",
                "''       | MALFORMED_JSON",
                "[]       | INVALID_JSON"
            })
    void refusesWhatIsNoJsonObject(String body, String errorCode) {
        var answer = client.patch(ORDERS_DEV, token, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("errorCode").stringValue()).isEqualTo(errorCode);
        assertThat(json(answer).get("parameters").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a:b", "a\\\"b", "<b>"})
    void refusesTagsThatAreEmptyOrHaveOtherCharacters(String value) {
        var answer = client.patch(ORDERS_DEV, token, "{\"tags\":[{\"key\":\"k\",\"value\":\"" + value + "\"}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("errorCode").stringValue()).isEqualTo("VALIDATION_ERROR");
        assertThat(json(answer).at("/badRequestDetail/fields/0/field").stringValue())
                .isEqualTo("tags[0].value");
    }

    @Test
    void acceptsEveryCharacterThatIsDocumented() {
        var answer = client.patch(
                ORDERS_DEV, token, "{\"tags\":[{\"key\":\"Az 09;@_-.+é\",\"value\":\"" + "v".repeat(255) + "\"}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesTooLongTooManyAndDuplicateTagsListingEachField() {
        var tooLong =
                client.patch(ORDERS_DEV, token, "{\"tags\":[{\"key\":\"" + "k".repeat(256) + "\",\"value\":\"\"}]}");
        assertThat(json(tooLong).at("/badRequestDetail/fields")).hasSize(2);

        var fifty = tags(50);
        assertThat(client.patch(ORDERS_DEV, token, fifty).statusCode()).isEqualTo(200);
        assertThat(client.patch(ORDERS_DEV, token, tags(51)).body()).contains("VALIDATION_ERROR");

        var duplicate = client.patch(
                ORDERS_DEV, token, "{\"tags\":[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"a\",\"value\":\"2\"}]}");
        assertThat(json(duplicate).at("/badRequestDetail/fields/0/field").stringValue())
                .isEqualTo("tags[1].key");
        var otherCase = client.patch(
                ORDERS_DEV, token, "{\"tags\":[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"A\",\"value\":\"2\"}]}");
        assertThat(otherCase.statusCode()).isEqualTo(200);
    }

    private static String tags(int count) {
        var tags = new StringBuilder("{\"tags\":[");
        for (int i = 0; i < count; i++) {
            tags.append(i == 0 ? "" : ",").append("{\"key\":\"k").append(i).append("\",\"value\":\"v\"}");
        }
        return tags.append("]}").toString();
    }
}
