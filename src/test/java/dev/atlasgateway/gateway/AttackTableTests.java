package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Every request of {@code attacks.yaml} gets the answer that its row names, in the form of its interface, and reaches no
 * Atlas. A new row needs no code.
 */
@OnSharedGateway
class AttackTableTests {

    /**
     * A row of the table; the file describes its fields.
     *
     * @param form the form of the answer: {@code call}, {@code api}, {@code page}, {@code oauth}; empty for no body
     */
    record Attack(
            String attack,
            String send,
            int status,
            String form,
            @Nullable String code,
            @Nullable String says,
            @Nullable String allow,
            boolean recorded) {

        @Override
        public String toString() {
            return attack;
        }
    }

    private final RunningGateway gateway = RunningGateway.shared();

    static List<Attack> attacks() {
        try (var table = AttackTableTests.class.getResourceAsStream("/attacks.yaml")) {
            return new YAMLMapper().readValue(table, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void answersAsTheTableSays(Attack row) {
        var arrived = gateway.atlas().received().size();
        var reply = new SocketClient(gateway).send(bytes(row.send()));

        assertThat(reply.statuses()).as(reply.text()).isEqualTo(Integer.toString(row.status()));
        assertForm(row, reply);
        assertThat(reply.body()).contains(row.says() == null ? "" : row.says());
        assertThat(reply.header("Allow")).isEqualTo(row.allow() == null ? "" : row.allow());
        assertThat(reply.text()).doesNotContainIgnoringCase("jetty").doesNotContain("Exception", "org.spring");
        assertThat(gateway.atlas().received()).as("requests at Atlas").hasSize(arrived);
        assertRecord(row, gateway.audited(reply.header("X-Request-Id")));
    }

    private static void assertForm(Attack row, RawReply reply) {
        assertThat(reply.header("Content-Type")).startsWith(mediaType(row.form()));
        switch (row.form()) {
            case "call" -> {
                assertThat(OpenApi.faults("ApiError", reply.body())).isEmpty();
                assertThat(reply.json().path("errorCode").asString()).isEqualTo(row.code());
                assertThat(reply.header("X-Error-Code")).isEqualTo(row.code());
            }
            case "api" -> {
                assertThat(reply.json().path("status").asInt()).isEqualTo(row.status());
                assertThat(reply.json().path("title").asString()).isNotBlank();
                assertThat(reply.json().path("detail").asString()).isNotBlank();
            }
            case "oauth" -> assertThat(reply.json().path("error").asString()).isEqualTo(row.code());
            case "page" ->
                assertThat(reply.body()).startsWith("<!DOCTYPE html>").contains("<h1", "equest id");
            default -> assertThat(reply.body()).isEmpty();
        }
    }

    private static String mediaType(String form) {
        return switch (form) {
            case "call", "oauth" -> "application/json";
            case "api" -> "application/problem+json";
            case "page" -> "text/html";
            default -> "";
        };
    }

    private static void assertRecord(Attack row, List<Map<String, Object>> records) {
        if (row.recorded()) {
            assertThat(records)
                    .singleElement()
                    .satisfies(record -> assertThat(record)
                            .containsEntry("decision", "refused")
                            .containsEntry("outcome", "refused")
                            .containsEntry("status", row.status())
                            .containsEntry("address", "127.0.0.1"));
        } else {
            assertThat(records).isEmpty();
        }
    }

    private String bytes(String row) {
        var filled = Stream.of(
                        Map.entry("{instance}", SocketClient.PATH),
                        Map.entry("{close}", "Host: localhost\nConnection: close"),
                        Map.entry("{caller}", "{close}\nAuthorization: Bearer " + gateway.token("payments")),
                        Map.entry("{admin}", "{close}\nAuthorization: Bearer " + gateway.adminToken()))
                .toList()
                .reversed()
                .stream()
                .reduce(row, (text, name) -> text.replace(name.getKey(), name.getValue()), (a, b) -> b);
        return (filled.contains("\n\n") ? filled : filled.stripTrailing() + "\n\n").replace("\n", "\r\n");
    }
}
