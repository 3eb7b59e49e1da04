package dev.atlasgateway.admin.api.request;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too large or arrive too slowly. */
@OnSharedGateway
class BodyLimitTests {

    private static final String API = "/admin/api/v1/";
    private static final int SIGN_IN = 4 * 1024;

    private final RunningGateway gateway = RunningGateway.shared();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void limitASignInWithAndWithoutContentLength(boolean announced) {
        var body = "{\"name\":\"admin\",\"password\":\"" + "x".repeat(SIGN_IN) + "\"}";
        refused(send(gateway.anonymous(API + "sign-in"), "POST", body, announced), SIGN_IN);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, explain",
        "POST, guardrails:check",
        "POST, guardrail-library/read-only",
        "POST, clients",
        "PUT, teams/large"
    })
    void limitBodiesThatAreParsed(String method, String path) {
        var body = "{\"expression\":\"" + " ".repeat(BodyLimit.DEFAULT_BYTES) + "\"}";
        var request =
                gateway.asAdmin(API + path).header("X-Change-Reason", "a test").header("If-None-Match", "*");
        refused(send(request, method, body, false), BodyLimit.DEFAULT_BYTES);
    }

    @Test
    void acceptADraftWithALargePolicyDocument() {
        var body = "{\"document\":\"" + "\\n".repeat(BodyLimit.DEFAULT_BYTES) + "\"}";
        var reply = send(gateway.asAdmin(API + "backtests"), "POST", body, true);
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).contains("/from");
    }

    @Test
    void readNothingOfUnauthorizedRequests() {
        var body = " ".repeat(2 * BodyLimit.DEFAULT_BYTES);
        assertThat(send(gateway.anonymous(API + "guardrails:check"), "POST", body, true)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void endASignInThatArrivesTooSlowly() throws IOException, InterruptedException {
        try (var socket = new Socket("127.0.0.1", gateway.port())) {
            var out = socket.getOutputStream();
            out.write(("POST " + API + "sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 1000\r\n\r\n{")
                    .getBytes(US_ASCII));
            var in = socket.getInputStream();
            while (in.available() == 0) {
                out.write(' ');
                Thread.sleep(200);
            }
            assertThat(new String(in.readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json", "within 10 seconds");
        }
    }

    private Reply send(HttpRequest.Builder request, String method, String body, boolean announced) {
        var bytes = body.getBytes(US_ASCII);
        var publisher = announced
                ? BodyPublishers.ofByteArray(bytes)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
        return gateway.send(request.header("Content-Type", "application/json").method(method, publisher));
    }

    private static void refused(Reply reply, int most) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(413);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("detail").asString()).isEqualTo("The body is larger than " + most + " bytes.");
    }
}
