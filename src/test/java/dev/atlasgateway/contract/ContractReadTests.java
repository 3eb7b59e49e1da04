package dev.atlasgateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.contract.Change.Tag;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

class ContractReadTests {

    private static final Call UPDATE =
            new Call(Operation.UPDATE_SERVERLESS_INSTANCE, "32b6e34b3d91647abb20e7b8", "orders-dev");

    private static final Call FLEX_UPDATE =
            new Call(Operation.UPDATE_FLEX_CLUSTER, "32b6e34b3d91647abb20e7b8", "orders-dev");

    private final Contract contract = new Contract(new BodyReader(100_000, Duration.ofMillis(200)));

    @Test
    void readsEveryField() {
        var change = read("""
                {"serverlessBackupOptions":{"serverlessContinuousBackupEnabled":true},
                 "tags":[{"key":"env","value":"prod"}],"terminationProtectionEnabled":false}""");
        assertThat(change).isEqualTo(new Change(List.of(new Tag("env", "prod")), false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"serverlessBackupOptions\":null,\"tags\":null,\"terminationProtectionEnabled\":null}",
                "{\"serverlessBackupOptions\":{}}",
                "{\"serverlessBackupOptions\":{\"serverlessContinuousBackupEnabled\":null}}",
                "  {}\n"
            })
    void treatsNullAndAbsentAsUnchanged(String body) {
        assertThat(read(body)).isEqualTo(Change.NONE);
    }

    @Test
    void distinguishesAnEmptyListFromAnAbsentOne() {
        assertThat(read("{\"tags\":[]}").tags()).isEmpty();
    }

    @Test
    void readsNoBodyForARead() {
        var call = new Call(Operation.GET_SERVERLESS_INSTANCE, "32b6e34b3d91647abb20e7b8", "orders-dev");
        assertThat(contract.read(call, Requests.get(Requests.PATH, null))).isSameAs(Change.NONE);
    }

    @Test
    void reportsEveryViolationAtOnceWithItsPath() {
        var fields = violations("""
                {"name":"x","foo":1,"terminationProtectionEnabled":"true","serverlessBackupOptions":{"bar":1,
                 "serverlessContinuousBackupEnabled":0},"tags":[{"key":"","value":"v"},{"key":"a"},{"key":"b","value":1},
                 {"key":"c","value":"v","extra":true},{"key":"c","value":"v"},null,"text"]}""");
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "name",
                        "foo",
                        "terminationProtectionEnabled",
                        "serverlessBackupOptions.bar",
                        "serverlessBackupOptions.serverlessContinuousBackupEnabled",
                        "tags[0].key",
                        "tags[1].value",
                        "tags[2].value",
                        "tags[3].extra",
                        "tags[4].key",
                        "tags[5]",
                        "tags[6]");
    }

    @ParameterizedTest
    @CsvSource({"255, true", "256, false"})
    void countsCodePoints(int length, boolean accepted) {
        var value = "😀".repeat(length);
        var body = "{\"tags\":[{\"key\":\"k\",\"value\":\"" + value + "\"}]}";
        assertThat(refusal(Requests.patch(body)) == null).isEqualTo(accepted);
    }

    @Test
    void refusesMoreThanFiftyTags() {
        assertThat(violations(tags(51))).containsExactly("tags");
        assertThat(read(tags(50)).tags()).hasSize(50);
    }

    @Test
    void refusesAnUnpairedSurrogate() {
        assertThat(violations("{\"tags\":[{\"key\":\"k\",\"value\":\"\\ud83d\"}]}"))
                .containsExactly("tags[0].value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "true", "\"text\"", "1"})
    void refusesABodyThatIsNotAnObject(String body) {
        assertThat(violations(body)).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}}",
                "{} {}",
                "{'tags':[]}",
                "{\"tags\":[],}",
                "{\"tags\":[],\"tags\":[]}",
                "{\"terminationProtectionEnabled\":true,\"terminationProtectionEnabled\":false}",
                "{\"tags\":[{\"key\":\"a\",\"key\":\"b\",\"value\":\"v\"}]}",
                "{\"t\\u0061gs\":[],\"tags\":[]}",
                "{\"a\":NaN}",
                "// comment\n{}",
                "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]"
            })
    void refusesJsonThatAnotherParserMightReadDifferently(String body) {
        assertThat(refusal(Requests.patch(body)).problem()).isEqualTo(Problem.MALFORMED_JSON);
    }

    @Test
    void saysWhereTheJsonIsBroken() {
        assertThat(refusal(Requests.patch("{\n  \"tags\": [,]}")).detail()).contains("line 2, column 12");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        var body = "{\"tags\":[{\"key\":\"k\",\"value\":\"é\"}]}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(Requests.patch(contentType("application/json"), body))
                        .problem())
                .isEqualTo(Problem.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "Application/JSON"
            })
    void acceptsJsonWithTheCharsetsThatClientsSend(String type) {
        assertThat(refusal(Requests.patch(contentType(type), "{}".getBytes(StandardCharsets.UTF_8))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/json;charset=iso-8859-1",
                "application/json;charset=nonsense",
                "rubbish"
            })
    void refusesAnyOtherMediaType(String type) {
        assertThat(refusal(Requests.patch(contentType(type), "{}".getBytes(StandardCharsets.UTF_8)))
                        .problem())
                .isEqualTo(Problem.GATEWAY_UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.atlas.2024-11-13+json, true",
        "application/vnd.atlas.2025-03-12+json;charset=utf-8, true",
        "application/json, true",
        "application/vnd.atlas.2023-01-01+json, false",
        "application/vnd.atlas.2025-02-30+json, false",
        "application/vnd.atlas.2024-11-13+csv, false",
        "text/plain, false"
    })
    void acceptsTheVersionsOfFlexAndPlainJson(String type, boolean accepted) {
        var refusal = flexRefusal(type, "{}");
        assertThat(refusal == null).isEqualTo(accepted);
        if (refusal != null) {
            assertThat(refusal.toResponse().headers()).containsEntry("Accept", "application/vnd.atlas.2024-11-13+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"serverlessBackupOptions", "backupSettings", "clusterType", "versionReleaseSystem", "stateName"})
    void refusesFieldsThatFlexDoesNotChange(String field) {
        var refusal = flexRefusal("application/json", "{\"" + field + "\":null}");
        assertThat(refusal.problem()).isEqualTo(Problem.VALIDATION_ERROR);
    }

    /** {@code atlas clusters update --tag} sends the old tag and then the new one. */
    @Test
    void takesTheLastValueOfATagThatAFlexUpdateSendsTwice() {
        var body = """
                {"tags":[{"key":"environment","value":"dev"},{"key":"owner","value":"me"},
                 {"key":"environment","value":"prod"}]}""";
        var change = contract.read(FLEX_UPDATE, Requests.patch(body));
        assertThat(change.tags()).containsExactly(new Tag("environment", "prod"), new Tag("owner", "me"));
        assertThat(change.repeatedTags()).containsExactly("environment");
        assertThat(violations(body)).containsExactly("tags[2].key");
        var v2 = new Call(Operation.UPDATE_SERVERLESS_INSTANCE_V2, "32b6e34b3d91647abb20e7b8", "orders-dev");
        assertThat(catchThrowableOfType(Refusal.class, () -> contract.read(v2, Requests.patch(body))))
                .isNotNull();
    }

    @Test
    void refusesATagThatAFlexUpdateSendsThreeTimes() {
        var tag = "{\"key\":\"a\",\"value\":\"%s\"}";
        var body = "{\"tags\":[" + String.join(",", tag.formatted(1), tag.formatted(2), tag.formatted(3)) + "]}";
        assertThat(flexRefusal("application/json", body).toResponse().body())
                .asString()
                .contains("tags[2].key must not occur more than twice in the list.");
    }

    @Test
    void countsTheTagsOfAFlexUpdateThatAreLeft() {
        var fifty = tags(50).replace("{\"tags\":[", "").replace("]}", "");
        assertThat(contract.read(FLEX_UPDATE, Requests.patch("{\"tags\":[" + fifty + "," + fifty + "]}"))
                        .tags())
                .hasSize(50);
        assertThat(flexRefusal("application/json", tags(51)).problem()).isEqualTo(Problem.VALIDATION_ERROR);
        assertThat(flexRefusal("application/json", tags(101)).problem()).isEqualTo(Problem.VALIDATION_ERROR);
    }

    private Refusal flexRefusal(String type, String body) {
        var request = Requests.patch(contentType(type), body.getBytes(StandardCharsets.UTF_8));
        return catchThrowableOfType(Refusal.class, () -> contract.read(FLEX_UPDATE, request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "gzip, identity"})
    void refusesOtherEncodings(String encoding) {
        var headers = contentType("application/json");
        headers.set(HttpHeaders.CONTENT_ENCODING, encoding);
        var refusal = refusal(Requests.patch(headers, "{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(refusal.problem()).isEqualTo(Problem.GATEWAY_UNSUPPORTED_MEDIA_TYPE);
        assertThat(refusal.toResponse().headers()).containsEntry("Accept-Encoding", "gzip");
    }

    @Test
    void refusesATooLongContentLengthWithoutReadingTheBody() {
        var headers = contentType("application/json");
        headers.setContentLength(100_001);
        var request = new ApiRequest("r", Instant.EPOCH, "PATCH", Requests.PATH, null, headers, "127.0.0.1", () -> {
            throw new AssertionError("the body was read");
        });
        assertThat(refusal(request).problem()).isEqualTo(Problem.GATEWAY_BODY_TOO_LARGE);
    }

    @Test
    void refusesATooSlowBody() {
        assertThat(refusal(streaming(new InputStream() {
                            @Override
                            public int read() throws IOException {
                                try {
                                    Thread.sleep(20);
                                } catch (InterruptedException e) {
                                    throw new IOException(e);
                                }
                                return ' ';
                            }

                            @Override
                            public int read(byte[] buffer, int offset, int length) throws IOException {
                                buffer[offset] = (byte) read();
                                return 1;
                            }
                        }))
                        .problem())
                .isEqualTo(Problem.GATEWAY_REQUEST_TIMEOUT);
    }

    @Test
    void refusesAnIncompleteBody() {
        assertThat(refusal(failing(new IOException(new TimeoutException()))).problem())
                .isEqualTo(Problem.GATEWAY_REQUEST_TIMEOUT);
        assertThat(refusal(failing(new IOException("reset"))).problem()).isEqualTo(Problem.GATEWAY_BAD_REQUEST);
    }

    private Change read(String body) {
        return contract.read(UPDATE, Requests.patch(body));
    }

    private Refusal refusal(ApiRequest request) {
        return catchThrowableOfType(Refusal.class, () -> contract.read(UPDATE, request));
    }

    private List<String> violations(String body) {
        var refusal = refusal(Requests.patch(body));
        assertThat(refusal.problem()).isEqualTo(Problem.VALIDATION_ERROR);
        var fields = JsonMapper.shared()
                .readTree(refusal.toResponse().body())
                .path("badRequestDetail")
                .path("fields");
        return StreamSupport.stream(fields.spliterator(), false)
                .map(field -> field.path("field").asString())
                .toList();
    }

    private static String tags(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"key\":\"k" + i + "\",\"value\":\"v\"}")
                .collect(Collectors.joining(",", "{\"tags\":[", "]}"));
    }

    private static HttpHeaders contentType(String type) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, type);
        return headers;
    }

    private static ApiRequest failing(IOException failure) {
        return streaming(new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        });
    }

    private static ApiRequest streaming(InputStream stream) {
        return new ApiRequest(
                "r",
                Instant.EPOCH,
                "PATCH",
                Requests.PATH,
                null,
                contentType("application/json"),
                "127.0.0.1",
                () -> stream);
    }
}
