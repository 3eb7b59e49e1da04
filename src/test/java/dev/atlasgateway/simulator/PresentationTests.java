package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.FLEX;
import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.flex;
import static dev.atlasgateway.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PresentationTests {

    private static final AtlasSimulator SIMULATOR =
            AtlasSimulator.start(0, SimulatorSettings.defaults().withGzip(true));
    private static final SimulatorClient CLIENT = new SimulatorClient(SIMULATOR);
    private static final String TOKEN = CLIENT.token();

    @AfterAll
    static void stop() {
        CLIENT.close();
        SIMULATOR.close();
    }

    @Test
    void wrapsTheAnswerInAnEnvelopeWithTheStatus() {
        var answer = CLIENT.get(ORDERS_DEV + "?envelope=true", TOKEN);

        assertThat(answer.body()).startsWith("{\"status\":200,\"content\":{\"backupSettings\"");
    }

    @Test
    void wrapsAnErrorTooButKeepsTheRealStatus() {
        var answer = CLIENT.get(flex("nowhere") + "?envelope=true&pretty=false", TOKEN);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).get("status").intValue()).isEqualTo(404);
        assertThat(json(answer).at("/content/errorCode").stringValue()).isEqualTo("CLUSTER_NOT_FOUND");
    }

    @Test
    void printsPrettilyWithSpacesAroundColons() {
        var answer = CLIENT.get(flex("nowhere") + "?pretty=true", TOKEN);

        assertThat(answer.body()).startsWith("{\n  \"detail\" : \"No cluster named nowhere");
    }

    @Test
    void takesNoOtherSpellingForTrue() {
        assertThat(CLIENT.get(ORDERS_DEV + "?envelope=1&pretty=TRUE", TOKEN).body())
                .startsWith("{\"backupSettings\"");
    }

    @Test
    void compressesForClientsThatAcceptIt() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(SIMULATOR.baseUrl().resolve(ORDERS_DEV))
                .headers("Authorization", "Bearer " + TOKEN, "Accept", FLEX, "Accept-Encoding", "gzip")
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            var body = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
            assertThat(new String(body, StandardCharsets.UTF_8)).startsWith("{\"backupSettings\"");
        }
        assertThat(CLIENT.get(ORDERS_DEV, TOKEN).headers().map()).doesNotContainKey("Content-Encoding");
    }
}
