package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static dev.atlasgateway.gateway.RunningGateway.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.contract.Operation;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The description that is served and the answers that are given agree. */
class OpenApiTests {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void isServedToAnybody() {
        var reply = gateway.send(gateway.anonymous("/openapi.yaml").GET());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/yaml");
        assertThat((Object) new Yaml().load(reply.body())).isInstanceOf(Map.class);
    }

    @Test
    void describesEveryOperationOfTheCatalogue() {
        var description = gateway.send(gateway.anonymous("/openapi.yaml").GET()).body();
        Map<String, Map<String, Map<String, Object>>> paths = new Yaml()
                .<Map<String, Map<String, Map<String, Map<String, Object>>>>>load(description)
                .get("paths");
        for (var operation : Operation.values()) {
            var described = paths.get(operation.path()).get(operation.method().toLowerCase(Locale.ROOT));
            assertThat(described).containsEntry("operationId", operation.id());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "payments | orders-dev  | -                             | {}     | 200 | ServerlessInstanceDescription",
                "payments | orders-dev  | ?envelope=true                | {}     | 200 | InstanceEnvelope",
                "payments | orders-dev  | ?pretty=true                  | {}     | 200 | ServerlessInstanceDescription",
                "payments | orders-dev  | -                             | {      | 400 | ApiError",
                "payments | orders-dev  | -                             | {'a':1}| 400 | ApiError",
                "payments | orders-dev  | ?envelope=1                   | {}     | 400 | ApiError",
                "payments | -bad        | -                             | {}     | 400 | ApiError",
                "search   | orders-dev  | -                             | {}     | 403 | ApiError",
                "search   | orders-dev  | ?envelope=true                | {}     | 403 | ErrorEnvelope",
                "payments | orders-m10/x| -                             | {}     | 404 | ApiError"
            })
    void answersAsDescribed(String team, String instance, String query, String body, int status, String schema) {
        var reply = gateway.send(gateway.update(team, instance, query == null ? "" : query, body.replace('\'', '"')));
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(OpenApi.faults(schema, reply.body())).isEmpty();
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("X-Request-Id")).matches("[A-Za-z0-9._-]{1,64}");
    }

    @Test
    void noticesAnAnswerThatIsNotAsDescribed() {
        assertThat(OpenApi.faults("ApiError", "{\"error\":\"400\"}")).isNotEmpty();
        assertThat(OpenApi.faults("ServerlessInstanceDescription", "{\"name\":\"x\"}"))
                .isNotEmpty();
    }

    @Test
    void logsInAsDescribed() {
        var granted = gateway.logIn("mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments");
        assertThat(OpenApi.faults("Token", granted.body())).isEmpty();
        var refused = gateway.logIn("mdb_sa_id_665f1c2e9b1d4a0012ab34cd:wrong");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(OpenApi.faults("OAuthError", refused.body())).isEmpty();
    }

    @Test
    void refusesAnonymousCallersAsDescribed() {
        var reply = gateway.send(gateway.anonymous(path(ORDERS, "orders-dev")).GET());
        assertThat(OpenApi.faults("ApiError", reply.body())).isEmpty();
    }
}
