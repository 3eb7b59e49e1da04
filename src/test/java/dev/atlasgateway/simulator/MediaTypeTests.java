package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.FLEX;
import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTests {

    private static final AtlasSimulator SIMULATOR = AtlasSimulator.start(0);
    private static final SimulatorClient CLIENT = new SimulatorClient(SIMULATOR);
    private static final String TOKEN = CLIENT.token();

    @AfterAll
    static void stop() {
        CLIENT.close();
        SIMULATOR.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.atlas.2024-11-13+json",
                "application/vnd.atlas.2025-02-19+json",
                "application/vnd.atlas.2025-03-12+json",
                "application/vnd.atlas.2025-03-12+json;q=0.9, application/json"
            })
    void answersWithItsOwnVersionWhateverLaterDateIsAccepted(String accept) {
        var answer = CLIENT.send("GET", ORDERS_DEV, "", "Authorization", "Bearer " + TOKEN, "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(FLEX + ";charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "*/*",
                "application/vnd.atlas.2023-01-01+json",
                "application/vnd.atlas.2024-11-14+json",
                "application/vnd.atlas.2099-01-01+json",
                "application/vnd.atlas.preview+json"
            })
    void gives406ForWhatIsNoKnownVersionFromTheFirstOn(String accept) {
        var answer = CLIENT.send("GET", ORDERS_DEV, "", "Authorization", "Bearer " + TOKEN, "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.headers().firstValue("X-Error-Code")).hasValue("INVALID_VERSION_DATE");
        assertThat(json(answer).get("detail").stringValue()).isEqualTo("Invalid accept header or version date.");
    }

    @Test
    void gives406WithoutAnAcceptHeader() {
        assertThat(CLIENT.send("GET", ORDERS_DEV, "", "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/vnd.atlas.2024-11-13+json",
                "application/vnd.atlas.2025-03-12+json"
            })
    void takesPlainAndVersionedJsonBodies(String contentType) {
        assertThat(patch(contentType)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/vnd.atlas.2023-01-01+json",
                "application/vnd.atlas.2024-11-13+jsonp"
            })
    void gives415ForOtherBodies(String contentType) {
        assertThat(patch(contentType)).isEqualTo(415);
    }

    private static int patch(String contentType) {
        return CLIENT.send(
                        "PATCH",
                        ORDERS_DEV,
                        "{}",
                        "Authorization",
                        "Bearer " + TOKEN,
                        "Accept",
                        FLEX,
                        "Content-Type",
                        contentType)
                .statusCode();
    }
}
