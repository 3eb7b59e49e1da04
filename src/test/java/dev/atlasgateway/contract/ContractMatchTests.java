package dev.atlasgateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
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
    @ValueSource(strings = {"/", "/api/public/v1.0/groups", "/atlas"})
    void refusesAnUnknownPath(String path) {
        assertThat(refusal("GET", path, null).problem()).isEqualTo(Problem.RESOURCE_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/atlas",
                "/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8",
                "/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/clusters",
                "/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev/backup/snapshots",
                "/wrong-prefix/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev",
                "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev/",
                "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev/tags",
                "/API/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev",
                "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/Serverless/orders-dev"
            })
    void doesNotSayThatAnInstanceIsGoneWhereAtlasIsNotAsked(String path) {
        for (var method : List.of("GET", "PATCH", "POST", "DELETE")) {
            var refusal = refusal(method, path, null);
            assertThat(refusal.problem()).isEqualTo(Problem.GATEWAY_OPERATION_NOT_SERVED);
            assertThat(refusal.problem().status()).isEqualTo(501);
            assertThat(refusal.detail()).contains("flex clusters", "/openapi.yaml", "https://cloud.mongodb.com");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "patch", "<script>"})
    void refusesAnotherMethodAndNamesTheAllowedOnes(String method) {
        var refusal = refusal(method, Requests.PATH, null);
        assertThat(refusal.problem()).isEqualTo(Problem.GATEWAY_METHOD_NOT_ALLOWED);
        assertThat(refusal.toResponse().headers()).containsEntry("Allow", "GET, HEAD, PATCH");
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

    @ParameterizedTest
    @CsvSource({"GET, GET_FLEX_CLUSTER", "HEAD, GET_FLEX_CLUSTER", "PATCH, UPDATE_FLEX_CLUSTER"})
    void recognizesFlexClusters(String method, Operation operation) {
        assertThat(contract.match(flex(method, "application/vnd.atlas.2024-11-13+json")))
                .isEqualTo(new Call(operation, "32b6e34b3d91647abb20e7b8", "orders-dev"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.atlas.2024-11-13+json",
                "application/vnd.atlas.2025-03-12+json",
                "application/vnd.atlas.2099-01-01+json",
                "Application/vnd.Atlas.2024-11-13+JSON; charset=utf-8",
                "application/json, application/vnd.atlas.2024-11-13+json",
                "text/html;q=0.9,application/vnd.atlas.2025-03-12+json;q=0.5,*/*"
            })
    void answersAVersionOrALaterDateWithTheOnlyVersion(String accept) {
        assertThat(contract.match(flex("GET", accept)).operation()).isEqualTo(Operation.GET_FLEX_CLUSTER);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/*",
                "application/json",
                "application/vnd.atlas.2024-11-12+json",
                "application/vnd.atlas.2023-01-01+json",
                "application/vnd.atlas.2025-02-30+json",
                "application/vnd.atlas.2025-13-01+json",
                "application/vnd.atlas.preview+json",
                "application/vnd.atlas.2024-11-13+csv",
                "text/vnd.atlas.2024-11-13+json",
                "rubbish"
            })
    void refusesAnAcceptWithoutAVersionThatExists(String accept) {
        var refusal = catchThrowableOfType(Refusal.class, () -> contract.match(flex("GET", accept)));
        assertThat(refusal.problem()).isEqualTo(Problem.INVALID_VERSION_DATE);
        assertThat(refusal.problem().status()).isEqualTo(406);
        assertThat(refusal.detail()).startsWith("Invalid accept header or version date.");
    }

    private static ApiRequest flex(String method, String accept) {
        var headers = new HttpHeaders();
        if (accept != null) {
            headers.set(HttpHeaders.ACCEPT, accept);
        }
        return Requests.request(method, Requests.FLEX_PATH, null, headers, new byte[0]);
    }

    private Refusal refusal(String method, String path, String query) {
        var request = Requests.request(method, path, query, new HttpHeaders(), new byte[0]);
        return catchThrowableOfType(Refusal.class, () -> contract.match(request));
    }
}
