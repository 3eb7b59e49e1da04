package dev.atlasgateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class RefusalTests {

    @Test
    void rendersAtlassApiError() {
        var refusal = Refusal.of(Problem.VALIDATION_ERROR, "Two things are wrong.")
                .parameters(List.of("a", 2))
                .violations(List.of(new Violation("tags[0].key", "is required")))
                .header("Retry-After", "1");
        var response = refusal.toResponse();
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers())
                .containsEntry("X-Error-Code", "VALIDATION_ERROR")
                .containsEntry("Retry-After", "1");
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"badRequestDetail\":{\"fields\":[{\"field\":\"tags[0].key\",\"description\":\"is required\"}]},"
                                + "\"detail\":\"Two things are wrong.\",\"error\":400,\"errorCode\":\"VALIDATION_ERROR\","
                                + "\"parameters\":[\"a\",2],\"reason\":\"Bad Request\"}");
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void repeatsItsStatusInTheBody(Problem problem) {
        var response = Refusal.of(problem, "No.").toResponse();
        var body = JsonMapper.shared().readTree(response.body());
        assertThat(body.path("error").intValue()).isEqualTo(response.status());
        assertThat(body.path("errorCode").asString()).isEqualTo(problem.name());
    }

    @Test
    void hasNoStackTrace() {
        assertThat(Refusal.of(Problem.NO_CURRENT_USER, "No.").getStackTrace()).isEmpty();
    }

    @Test
    void findsTheProblemForAStatus() {
        assertThat(Problem.ofStatus(413)).isEqualTo(Problem.GATEWAY_BODY_TOO_LARGE);
        assertThat(Problem.ofStatus(418)).isEqualTo(Problem.GATEWAY_BAD_REQUEST);
        assertThat(Problem.ofStatus(503)).isEqualTo(Problem.GATEWAY_INTERNAL_ERROR);
    }
}
