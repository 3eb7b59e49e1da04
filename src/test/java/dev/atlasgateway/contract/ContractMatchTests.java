package dev.atlasgateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class ContractMatchTests {

    private final Contract contract = new Contract(new BodyReader(1000, Duration.ofSeconds(1)));

    @Test
    void recognizesTheUpdate() {
        assertThat(contract.match(Requests.patch("{}")))
                .isEqualTo(new Call(Operation.UPDATE_SERVERLESS_INSTANCE, "32b6e34b3d91647abb20e7b8", "orders-dev"));
    }

    @Test
    void recognizesTheRead() {
        assertThat(contract.match(Requests.get(Requests.PATH, null)).operation())
                .isEqualTo(Operation.GET_SERVERLESS_INSTANCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless",
                "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev/",
                "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev/tags",
                "/API/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev",
                "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/Serverless/orders-dev",
                "/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev"
            })
    void refusesAnUnknownPath(String path) {
        assertThat(refusal("GET", path, null).problem()).isEqualTo(Problem.RESOURCE_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "patch", "<script>"})
    void refusesAnotherMethodAndNamesTheAllowedOnes(String method) {
        var refusal = refusal(method, Requests.PATH, null);
        assertThat(refusal.problem()).isEqualTo(Problem.GATEWAY_METHOD_NOT_ALLOWED);
        assertThat(refusal.toResponse().headers()).containsEntry("Allow", "GET, PATCH");
        assertThat(refusal.detail()).doesNotContain("<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "32B6E34B3D91647ABB20E7B8",
                "32b6e34b3d91647abb20e7b",
                "32b6e34b3d91647abb20e7b88",
                "x",
                "..",
                "%20"
            })
    void refusesAnInvalidProjectId(String groupId) {
        var path = "/api/atlas/v1.0/groups/" + groupId + "/serverless/orders-dev";
        assertThat(refusal("GET", path, null).problem()).isEqualTo(Problem.INVALID_GROUP_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-orders", "orders_dev", "orders.dev", "ord%20ers", "%2e%2e", "a%2Fb", "orders;x=1"})
    void refusesAnInvalidInstanceName(String name) {
        var path = "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/" + name;
        assertThat(refusal("GET", path, null).problem()).isEqualTo(Problem.VALIDATION_ERROR);
    }

    @Test
    void refusesAnInstanceNameLongerThan64() {
        assertThat(refusal("GET", Requests.PATH.replace("orders-dev", "a".repeat(65)), null)
                        .problem())
                .isEqualTo(Problem.VALIDATION_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pretty=True",
                "pretty=1",
                "pretty=",
                "pretty",
                "envelope=yes",
                "pretty=true&pretty=false",
                "envelope=%74rue"
            })
    void refusesAFlagThatIsNeitherTrueNorFalse(String query) {
        assertThat(refusal("GET", Requests.PATH, query).problem()).isEqualTo(Problem.VALIDATION_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pretty=true", "envelope=false&pretty=true", "somethingElse=1"})
    void acceptsFlagsAndIgnoresUnknownParameters(String query) {
        assertThat(contract.match(Requests.get(Requests.PATH, query)).instance())
                .isEqualTo("orders-dev");
    }

    private Refusal refusal(String method, String path, String query) {
        var request = Requests.request(method, path, query, new HttpHeaders(), new byte[0]);
        return catchThrowableOfType(Refusal.class, () -> contract.match(request));
    }
}
