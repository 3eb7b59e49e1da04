package dev.atlasgateway.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Change.Tag;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.guardrail.ApprovedChange;
import dev.atlasgateway.guardrail.ApprovedChanges;
import dev.atlasgateway.policy.Project.Contract;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

class TranslatorTests {

    private static final Change CHANGE = new Change(List.of(new Tag("env", "prod")), true, null);
    private static final ApprovedChange UPDATE = ApprovedChanges.update(CHANGE);

    /** A flex cluster as Atlas describes one (facts part 1.1): compact, keys in alphabetical order, no links. */
    private static final String FLEX = """
            {"backupSettings":{"enabled":true},"clusterType":"REPLICASET","connectionStrings":{"standard":"mongodb://a",\
            "standardSrv":"mongodb+srv://orders-dev.x.mongodb.net"},"createDate":"2026-08-10T03:02:55Z",\
            "groupId":"32b6e34b3d91647abb20e7b8","id":"6a7b000000000000000000aa","mongoDBVersion":"8.0.17",\
            "name":"orders-dev","providerSettings":{"backingProviderName":"AWS","diskSizeGB":5.0,"providerName":"FLEX",\
            "regionName":"US_EAST_1"},"stateName":"UPDATING","tags":[{"key":"env","value":"prod"}],\
            "terminationProtectionEnabled":true,"versionReleaseSystem":"LTS"}""";

    private final Translator translator =
            new Translator(Contract.FLEX, "https://gateway.example", new Notices("https://atlas.example"));

    @Test
    void asksFlexForTheUpdate() {
        var request = translator.toAtlas(UPDATE);
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.path()).isEqualTo("/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev");
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "Accept", "application/vnd.atlas.2024-11-13+json",
                        "Content-Type", "application/vnd.atlas.2024-11-13+json"));
        assertThat(request.body())
                .hasToString("{\"tags\":[{\"key\":\"env\",\"value\":\"prod\"}],\"terminationProtectionEnabled\":true}");
        assertThat(request.changes()).isTrue();
    }

    @Test
    void sendsAnEmptyListToClearTheTags() {
        assertThat(translator
                        .toAtlas(ApprovedChanges.update(new Change(List.of(), null, null)))
                        .body())
                .hasToString("{\"tags\":[]}");
    }

    @Test
    void doesNotForwardBackupOptionsToFlex() {
        var request = translator.toAtlas(ApprovedChanges.update(new Change(null, false, true)));
        assertThat(request.body()).hasToString("{\"terminationProtectionEnabled\":false}");
    }

    @Test
    void answersAnUpdateWithoutFlexFieldsFromARead() {
        for (var change : List.of(Change.NONE, new Change(null, null, true))) {
            var request = translator.toAtlas(ApprovedChanges.update(change));
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.body()).isNull();
            assertThat(request.headers()).isEqualTo(Map.of("Accept", "application/vnd.atlas.2024-11-13+json"));
            assertThat(request.changes()).isFalse();
        }
    }

    @Test
    void passesThroughForAProjectOfTheOldContract() {
        var request = translator.toAtlas(ApprovedChanges.update(new Change(null, false, true), Contract.SERVERLESS));
        assertThat(request.path()).isEqualTo("/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json");
        assertThat(request.body())
                .hasToString("{\"serverlessBackupOptions\":{\"serverlessContinuousBackupEnabled\":true},"
                        + "\"terminationProtectionEnabled\":false}");
    }

    @Test
    void answersInTheShapeThatAtlasGaveFlexBackedInstances() {
        assertThat(text(translator.toCaller(UPDATE, answered(200, FLEX)).body()))
                .isEqualTo("""
                        {"connectionStrings":{"standardSrv":"mongodb+srv://orders-dev.x.mongodb.net"},\
                        "createDate":"2026-08-10T03:02:55Z","groupId":"32b6e34b3d91647abb20e7b8",\
                        "id":"6a7b000000000000000000aa","links":[{"href":"https://gateway.example/api/atlas/v1.0/groups/\
                        32b6e34b3d91647abb20e7b8/serverless/orders-dev","rel":"self"},\
                        {"href":"https://gateway.example/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/\
                        orders-dev/backup/restoreJobs","rel":"http://cloud.mongodb.com/restoreJobs"},\
                        {"href":"https://gateway.example/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/\
                        orders-dev/backup/snapshots","rel":"http://cloud.mongodb.com/snapshots"}],\
                        "mongoDBVersion":"8.0.17","name":"orders-dev","providerSettings":{"backingProviderName":"AWS",\
                        "effectiveDiskSizeGBLimit":5,"effectiveInstanceSizeName":"FLEX","effectiveProviderName":"TENANT",\
                        "providerName":"SERVERLESS","regionName":"US_EAST_1"},"serverlessBackupOptions":\
                        {"serverlessContinuousBackupEnabled":false},"stateName":"UPDATING","tags":[{"key":"env",\
                        "value":"prod"}],"terminationProtectionEnabled":true}""");
    }

    @Test
    void passesTheOldShapeThroughAsItIs() {
        var cleared = ApprovedChanges.update(CHANGE, Contract.SERVERLESS);
        var body = "{\"name\":\"orders-dev\",\"providerSettings\":{\"nextBackupDate\":\"2026-01-01T00:00:00Z\"}}";
        assertThat(text(translator.toCaller(cleared, answered(200, body)).body()))
                .isEqualTo(body);
    }

    @Test
    void asksForTheSameFlexClusterWhateverTheContract() {
        for (var contract : Contract.values()) {
            var request = translator.toAtlas(ApprovedChanges.of(Operation.UPDATE_FLEX_CLUSTER, CHANGE, contract));
            assertThat(request.path())
                    .isEqualTo("/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev");
            assertThat(request.headers())
                    .isEqualTo(Map.of(
                            "Accept", "application/vnd.atlas.2024-11-13+json",
                            "Content-Type", "application/vnd.atlas.2024-11-13+json"));
        }
    }

    @Test
    void passesAFlexClusterOnWholeWithFieldsThatItDoesNotKnow() {
        var read = ApprovedChanges.of(Operation.GET_FLEX_CLUSTER, Change.NONE, Contract.FLEX);
        var body = FLEX.replace("{\"backupSettings\"", "{\"aNewField\":{\"of\":[1,2.50,null]},\"backupSettings\"");
        var answer = translator.toCaller(read, answered(200, body));
        assertThat(json(text(answer.body()))).isEqualTo(json(body));
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/vnd.atlas.2024-11-13+json;charset=utf-8");
    }

    @Test
    void readsTheCurrentStateInOneShapeWhateverApiIsCalled() {
        for (var operation : List.of(Operation.UPDATE_SERVERLESS_INSTANCE, Operation.UPDATE_FLEX_CLUSTER)) {
            var reading = ApprovedChanges.of(operation, Change.NONE, Contract.FLEX);
            assertThat(translator.toAtlasForState(reading).method()).isEqualTo("GET");
            var state =
                    json(text(translator.toState(reading, answered(200, FLEX)).body()));
            assertThat(state.at("/providerSettings/effectiveDiskSizeGBLimit").intValue())
                    .isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 403, 404, 429, 503})
    void announcesTheDeprecationAndTheSuccessorForEveryStatus(int status) {
        var path = "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/orders-dev";
        assertThat(announced("PATCH", path, status).headers())
                .containsEntry("X-Kept", "as it was")
                .containsEntry("Deprecation", "Wed, 10 Dec 2025 00:00:00 GMT")
                .containsEntry("Sunset", "Thu, 15 Jan 2026 00:00:00 GMT")
                .containsEntry(
                        "Link",
                        "<https://atlas.example/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev>;"
                                + " rel=\"successor-version\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openapi.yaml",
                "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/",
                "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/a%0d%0aSet-Cookie:x",
                "/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/a>",
                "/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/orders-dev"
            })
    void announcesNothingOnAnyOtherPath(String path) {
        assertThat(announced("GET", path, 404).headers()).containsOnlyKeys("X-Kept");
    }

    /** Atlas has removed the update, but still serves the reads. */
    @ParameterizedTest
    @CsvSource({
        "GET, /orders-dev, Mon 18 Jan 2027",
        "HEAD, /orders-dev, Mon 18 Jan 2027",
        "GET, '', Mon 18 Jan 2027",
        "PATCH, /orders-dev, Thu 15 Jan 2026"
    })
    void announcesTheSunsetOfTheOperation(String method, String instance, String date) {
        for (var api : List.of("v1.0", "v2")) {
            var path = "/api/atlas/" + api + "/groups/32b6e34b3d91647abb20e7b8/serverless" + instance;
            assertThat(announced(method, path, 200).headers().get("Sunset"))
                    .isEqualTo(date.substring(0, 3) + "," + date.substring(3) + " 00:00:00 GMT");
        }
    }

    private ApiResponse announced(String method, String path, int status) {
        var request = new ApiRequest(
                "r", Instant.EPOCH, method, path, null, new HttpHeaders(), "127.0.0.1", InputStream::nullInputStream);
        return translator.addNotices(request, new ApiResponse(status, Map.of("X-Kept", "as it was"), new byte[0]));
    }

    @Test
    void warnsThatBackupOptionsWereNotForwarded() {
        var cleared = ApprovedChanges.update(new Change(null, true, true));
        assertThat(translator.toCaller(cleared, answered(200, FLEX)).headers().get("Warning"))
                .startsWith("299 atlas-gateway \"serverlessBackupOptions");
        var passedThrough = ApprovedChanges.update(new Change(null, true, true), Contract.SERVERLESS);
        assertThat(translator.toCaller(passedThrough, answered(200, FLEX)).headers())
                .doesNotContainKey("Warning");
    }

    @Test
    void keepsAWarningOfAGuardrailOnOneLine() {
        var cleared = ApprovedChanges.update(
                CHANGE,
                Contract.FLEX,
                "say \"why\"\r\nSet-Cookie: a=b",
                "und schön – „größer“ als 5\u00a0€, naïve façade… Москва");
        assertThat(translator.toCaller(cleared, answered(200, FLEX)).headers())
                .containsEntry(
                        "Warning",
                        "299 atlas-gateway \"say \\\"why\\\"??Set-Cookie: a=b\", 299 atlas-gateway \"und schon - \\\"grosser\\\" als 5 EUR,"
                                + " naive facade... ??????\"");
    }

    @Test
    void countsTheWarningsThatDoNotFitIntoTheHeader() {
        var warnings = Stream.generate(() -> "w".repeat(500)).limit(40).toArray(String[]::new);
        var cleared = ApprovedChanges.update(CHANGE, Contract.FLEX, warnings);
        assertThat(translator.toCaller(cleared, answered(200, FLEX)).headers().get("Warning"))
                .hasSizeLessThan(4_200)
                .endsWith("299 atlas-gateway \"33 more; the audit record of this call has them\"");
    }

    @ParameterizedTest
    @CsvSource({"400", "402", "403", "404", "409", "429", "500", "503"})
    void passesOnARefusalOfAtlas(int status) {
        var error =
                "{\"detail\":\"No.\",\"error\":%d,\"errorCode\":\"SOME_CODE\",\"parameters\":[\"x\",1],\"secret\":1}"
                        .formatted(status);
        var response = translator.toCaller(UPDATE, answered(status, error));
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers()).isEqualTo(Map.of("X-Error-Code", "SOME_CODE", "Retry-After", "7"));
        assertThat(text(response.body()))
                .isEqualTo("{\"detail\":\"No.\",\"parameters\":[\"x\",1],\"error\":%d,\"errorCode\":\"SOME_CODE\"}"
                        .formatted(status));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "0, 1",
        "'Thu, 01 Jan 1970 00:01:40 GMT', 100",
        "'Thu, 01 Jan 1970 00:00:00 GMT', 1",
        "soon, ",
        "-1, "
    })
    void writesRetryAfterInWholeSecondsForEveryFormatOfAtlas(String received, String expected) {
        var attempt = new Attempt(Instant.EPOCH, Duration.ZERO, 429, Effect.NONE, null);
        var refused = new Reply(
                429,
                Map.of("retry-after", received),
                json("{\"error\":429,\"errorCode\":\"RATE_LIMITED\"}"),
                List.of(attempt));
        assertThat(translator.toCaller(UPDATE, refused).headers().get("Retry-After"))
                .isEqualTo(expected);
    }

    @Test
    void doesNotBlameTheCallerWhenAtlasRefusesTheGatewaysCredential() {
        var refusal = refusal(answered(401, "{\"error\":401,\"errorCode\":\"NOT_IN_GROUP\"}"));
        assertThat(refusal.problem()).isEqualTo(Problem.GATEWAY_ATLAS_CREDENTIAL_REFUSED);
        assertThat(refusal.detail()).contains("NOT_IN_GROUP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad gateway</html>", "", "[]", "{\"name\":", "{}", "{\"name\":1}", "\"text\""})
    void rejectsASuccessThatCannotBeRead(String body) {
        assertThat(refusal(answered(200, body)).problem()).isEqualTo(Problem.GATEWAY_BAD_UPSTREAM_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 500, 502, 504, 404, 410})
    void rejectsHtmlWithAStatusThatIsNoRefusalOfAtlas(int status) {
        var refusal = refusal(answered(status, "<html>"));
        assertThat(refusal.problem()).isEqualTo(Problem.GATEWAY_BAD_UPSTREAM_ANSWER);
        assertThat(refusal.detail()).contains("status " + status).doesNotContain("may have been made");
        assertThat(refusal.toResponse().headers()).containsEntry("Retry-After", "7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Refused</html>", "", "[]", "{\"detail\":", "\"text\""})
    void passesOnARefusalOfAtlasThatCannotBeRead(String body) {
        for (var status : List.of(400, 402, 403, 409, 429, 503)) {
            var response = translator.toCaller(UPDATE, answered(status, body));
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.headers()).isEqualTo(Map.of("X-Error-Code", "UNEXPECTED_ERROR", "Retry-After", "7"));
            assertThat(json(text(response.body())).path("error").asInt()).isEqualTo(status);
            assertThat(json(text(response.body())).path("detail").asString())
                    .contains("status " + status)
                    .contains("without a readable reason");
        }
        assertThat(refusal(answered(401, body)).problem()).isEqualTo(Problem.GATEWAY_ATLAS_CREDENTIAL_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"x-error-code, CLUSTER_NOT_FOUND, CLUSTER_NOT_FOUND", "content-type, application/json, UNEXPECTED_ERROR"
    })
    void passesOnA404ThatCannotBeReadIfItsHeadersAreThoseOfAtlas(String header, String value, String errorCode) {
        var answered = answered(404, "");
        var reply = new Reply(404, Map.of(header, value), answered.body(), answered.attempts());
        var response = translator.toCaller(UPDATE, reply);
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.headers()).containsEntry("X-Error-Code", errorCode);
    }

    /** The answers of Kong and of Spring to a path that they do not know. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"no Route matched with those values\"}",
                "{\"timestamp\":\"2026-11-30T08:00:00Z\",\"status\":404,\"error\":\"Not Found\",\"path\":\"/api/atlas\"}"
            })
    void rejectsA404ThatAProxySent(String body) {
        for (var status : List.of(404, 410)) {
            assertThat(refusal(answered(status, body)).problem()).isEqualTo(Problem.GATEWAY_BAD_UPSTREAM_ANSWER);
        }
    }

    @Test
    void passesOnNoErrorCodeThatWouldBreakAHeader() {
        var response = translator.toCaller(UPDATE, answered(409, "{\"errorCode\":\"A\\r\\nSet-Cookie: a=b\"}"));
        assertThat(response.headers()).containsEntry("X-Error-Code", "UNEXPECTED_ERROR");
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_SENT, GATEWAY_UPSTREAM_UNAVAILABLE, 1",
        "BREAKER_OPEN, GATEWAY_UPSTREAM_UNAVAILABLE, 1",
        "TOO_MANY_CALLS, GATEWAY_UPSTREAM_UNAVAILABLE, 1",
        "NO_TOKEN, GATEWAY_UPSTREAM_UNAVAILABLE, 1",
        "TIMED_OUT, GATEWAY_UPSTREAM_TIMEOUT,",
        "AMBIGUOUS, GATEWAY_BAD_UPSTREAM_ANSWER,"
    })
    void saysWhyThereIsNoAnswer(Cause cause, Problem problem, String retryAfter) {
        var refusal = refusal(new NoReply(cause, null, List.of()));
        assertThat(refusal.problem()).isEqualTo(problem);
        assertThat(refusal.toResponse().headers().get("Retry-After")).isEqualTo(retryAfter);
    }

    @Test
    void roundsTheWaitUpToWholeSeconds() {
        var refusal = refusal(new NoReply(Cause.BREAKER_OPEN, Duration.ofMillis(2001), List.of()));
        assertThat(refusal.toResponse().headers()).containsEntry("Retry-After", "3");
    }

    @Test
    void saysIfTheChangeMayHaveBeenMade() {
        var doubtful = List.of(
                new Attempt(Instant.EPOCH, Duration.ZERO, 0, Effect.UNKNOWN, "reset"),
                new Attempt(Instant.EPOCH, Duration.ZERO, 0, Effect.NONE, "refused"));
        assertThat(refusal(new NoReply(Cause.TIMED_OUT, null, doubtful)).detail())
                .contains("may have been made");
        assertThat(refusal(new NoReply(Cause.NOT_SENT, null, doubtful)).detail())
                .contains("may have been made");
        for (var status : List.of(409, 429, 503)) {
            for (var body : List.of("{\"detail\":\"No.\",\"errorCode\":\"X\"}", "{\"errorCode\":\"X\"}", "<html>")) {
                var refused = translator.toCaller(UPDATE, answered(status, body).withAttempts(doubtful));
                assertThat(refused.headers().get("Warning")).contains("may have been made");
                assertThat(json(text(refused.body())).path("detail").asString()).contains("may have been made");
            }
        }
        assertThat(refusal(answered(401, "{}").withAttempts(doubtful)).detail()).contains("may have been made");
        assertThat(refusal(answered(500, "").withAttempts(doubtful)).detail()).contains("may have been made");
    }

    private Refusal refusal(AtlasResponse response) {
        return catchThrowableOfType(Refusal.class, () -> {
            ApiResponse ignored = translator.toCaller(UPDATE, response);
        });
    }

    private static Reply answered(int status, String body) {
        var attempt = new Attempt(Instant.EPOCH, Duration.ZERO, status, Effect.NONE, null);
        var headers = Map.of("retry-after", "7");
        return new Reply(status, headers, json(body), List.of(attempt));
    }

    /** Returns the value as a client reads it. */
    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
