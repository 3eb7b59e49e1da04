package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.RunningGateway.ISSUER_AWAY;
import static dev.atlasgateway.gateway.SocketClient.PATH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a valid token identifies the caller, and only the connection gives its address. */
@OnSharedGateway
class CallerIdentityTests {

    private static final String SEARCH = "mdb_sa_id_665f1c2e9b1d4a0012ab34ce";

    private final RunningGateway gateway = RunningGateway.shared();
    private final SocketClient socket = new SocketClient(gateway);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close, Authorization\r\n",
                "Connection: close, X-Request-Id\r\n",
                "Connection: close, X-Team\r\nX-Team: payments\r\n",
                "Connection: close\r\nX-Forwarded-User: admin\r\nX-Team: payments\r\n",
                "Connection: close\r\nX-HTTP-Method-Override: GET\r\n",
                "Connection: close\r\nX-Original-URL: /openapi.yaml\r\nX-Rewrite-URL: /openapi.yaml\r\n",
                "Connection: close\r\nCookie: access_token=x\r\n"
            })
    void ignoresHeadersThatClaimAnIdentity(String headers) {
        var record = socket.refused(
                403,
                "USER_UNAUTHORIZED",
                socket.head("search", "PATCH", PATH) + "Content-Type: application/json\r\nContent-Length: 2\r\n"
                        + headers + "\r\n{}");
        assertThat(record)
                .containsEntry("team", "search")
                .containsEntry("client", SEARCH)
                .containsEntry("method", "PATCH")
                .containsEntry("operation", "updateServerlessInstance")
                .containsEntry("decided_by", "access");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n",
                "Forwarded: for=6.6.6.6;host=evil.example;proto=https\r\n",
                "X-Real-IP: 6.6.6.6\r\nTrue-Client-IP: 6.6.6.6\r\nX-Client-IP: 6.6.6.6\r\n",
                "X-Forwarded-Prefix: /evil\r\nX-Forwarded-Port: 666\r\n"
            })
    void ignoresHeadersThatClaimAnAddress(String headers) {
        var reply = socket.send("search", "GET", PATH, headers);
        assertThat(reply.statuses()).isEqualTo("200");
        assertThat(reply.body()).doesNotContain("evil").doesNotContain("666");
        assertThat(gateway.audited(reply.header("X-Request-Id")))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).containsEntry("address", "127.0.0.1"));
        socket.recorded(403, "USER_UNAUTHORIZED", socket.update("search", headers, "{}".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer a.b.c",
                "Basic bWRiOnNlY3JldA==",
                "Digest username=\"a\"",
                "bearer\tx",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."
            })
    void refusesEveryOtherCredential(String credential) {
        var reply = socket.send("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                + credential + "\r\n\r\n");
        assertThat(socket.recorded(401, "NO_CURRENT_USER", reply)).containsEntry("decided_by", "caller");
        assertThat(reply.header("WWW-Authenticate"))
                .startsWith("Digest realm=\"MMS Public API\"")
                .contains(", Bearer realm=\"atlas-gateway\"");
    }

    @Test
    void checksCredentialsBeforeItReadsTheBody() {
        socket.refused(
                401,
                "NO_CURRENT_USER",
                "PATCH " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer x\r\nContent-Length: 100000000\r\n\r\n");
    }

    @Test
    void answers503IfTheKeysOfTheIssuerAreNotAvailable() {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var token = base64.encodeToString("{\"alg\":\"RS256\"}".getBytes(UTF_8))
                + '.'
                + base64.encodeToString(
                        "{\"iss\":\"%s\"}".formatted(ISSUER_AWAY).getBytes(UTF_8))
                + '.'
                + base64.encodeToString(new byte[256]);
        var reply = gateway.send(gateway.anonymous(PATH)
                .header("Authorization", "Bearer " + token)
                .GET());
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.errorCode()).isEqualTo("GATEWAY_ISSUER_UNAVAILABLE");
        assertThat(reply.header("Retry-After")).isEqualTo("10");
        assertThat(gateway.audited(reply))
                .hasSize(1)
                .first(InstanceOfAssertFactories.MAP)
                .containsEntry("decided_by", "caller")
                .containsEntry("error_code", "GATEWAY_ISSUER_UNAVAILABLE");
    }
}
