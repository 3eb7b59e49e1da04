package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.SocketClient.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An error in any layer, the error dispatch included, is answered in the form of its interface and recorded. */
@OnSharedGateway
class LastResortTests {

    private final RunningGateway gateway = RunningGateway.shared();

    static Stream<Arguments> errors() {
        return Stream.of(PATH, "/openapi.yaml", "/api/oauth/token", "/admin/api/v1/teams", "/console/sign-in")
                .flatMap(path -> Stream.of("first", "last", "first error", "last error")
                        .flatMap(layers -> Stream.of(
                                        "IllegalStateException",
                                        "StackOverflowError",
                                        "ServletException",
                                        "IOException")
                                .map(error -> Arguments.of(path, layers, error))));
    }

    @ParameterizedTest(name = "{0}: {2} in {1}")
    @MethodSource("errors")
    void answersAndRecordsAnErrorOfAnyLayer(String path, String layers, String error) {
        var token = path.startsWith("/admin") ? gateway.adminToken() : gateway.token("payments");
        var reply = new SocketClient(gateway)
                .send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + token
                        + "\r\n" + FailingLayers.LAYERS + ": " + layers + "\r\n" + FailingLayers.WITH + ": " + error
                        + "\r\n\r\n");

        assertThat(reply.statuses()).as(reply.text()).isEqualTo("500");
        assertThat(reply.text())
                .doesNotContain("secret detail", "Exception", "Error 500 ")
                .doesNotContainIgnoringCase("jetty");
        assertThat(reply.body()).contains("omething went wrong");
        assertThat(reply.header("Content-Type")).isEqualTo(mediaType(path));
        var rows = gateway.audited(reply.header("X-Request-Id"));
        if (isAnsweredByAPage(path, layers)) {
            assertThat(rows).isEmpty();
        } else {
            assertThat(rows)
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("outcome", "failed")
                            .containsEntry("status", 500)
                            .containsEntry("error_code", "GATEWAY_INTERNAL_ERROR"));
        }
    }

    private static String mediaType(String path) {
        return switch (ErrorFormat.of(path)) {
            case ATLAS -> "application/json";
            case PROBLEM_JSON -> "application/problem+json";
            case PAGE -> "text/html;charset=utf-8";
        };
    }

    private static boolean isAnsweredByAPage(String path, String layers) {
        return ErrorFormat.of(path) == ErrorFormat.PAGE && !layers.contains("error");
    }
}
