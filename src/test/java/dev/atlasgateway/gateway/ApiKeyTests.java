package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static dev.atlasgateway.gateway.RunningGateway.path;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls with an API key, as the clients of Atlas send them. */
@OnSharedGateway
class ApiKeyTests {

    private static final String PATH = path(ORDERS, "orders-dev");
    private static final String UPDATE = "{\"terminationProtectionEnabled\":true}";

    private final RunningGateway gateway = RunningGateway.shared();
    private final DigestClient client = DigestClient.of(gateway);

    @Test
    void challengesAsAtlasDoesBeforeBearer() {
        var challenge = client.challenge("PATCH", PATH, "no JSON");
        assertThat(challenge.status()).isEqualTo(401);
        assertThat(challenge.errorCode()).isEqualTo("NO_CURRENT_USER");
        assertThat(challenge.headers().allValues("WWW-Authenticate"))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .matches(
                                        "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"[A-Za-z0-9+/]{32}\", algorithm=MD5, qop=\"auth\", stale=false"),
                        second -> assertThat(second).isEqualTo("Bearer realm=\"atlas-gateway\""));
    }

    /** The forms were recorded from the clients. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            curl | username="{user}", realm="MMS Public API", nonce="{nonce}", uri="{uri}", cnonce="{cnonce}", nc={nc}, qop=auth, response="{response}", algorithm=MD5
            Go digest | username="{user}", realm="MMS Public API", nonce="{nonce}", uri="{uri}", response="{response}", algorithm="MD5", cnonce="{cnonce}", qop=auth, nc={nc}
            Python requests | username="{user}", realm="MMS Public API", nonce="{nonce}", uri="{uri}", response="{response}", algorithm="MD5", qop="auth", nc={nc}, cnonce="{cnonce}"
            Python httpx | username="{user}", realm="MMS Public API", nonce="{nonce}", uri="{uri}", response="{response}", algorithm=MD5, qop=auth, nc={nc}, cnonce="{cnonce}"
            Node urllib | username="{user}", realm="MMS Public API", nonce="{nonce}", uri="{uri}", response="{response}", qop=auth, nc={nc}, cnonce="{cnonce}"
            """)
    void acceptsTheAnswerOf(String name, String form) {
        var uri = PATH + "?pretty=true&envelope=false";
        var nonce = DigestClient.nonce(client.challenge("PATCH", uri, UPDATE));
        var reply = client.send("PATCH", uri, UPDATE, client.answer(form, "PATCH", uri, nonce));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(gateway.audited(reply))
                .first()
                .satisfies(
                        row -> assertThat(row).containsEntry("team", "payments").containsEntry("client", "paydemoa"));
        assertThat(client.call("GET", PATH, "").status()).isEqualTo(200);
    }

    @Test
    void recordsNoFirstHalf() {
        var challenge = client.challenge("PATCH", PATH, UPDATE);
        assertThat(gateway.audited(challenge)).isEmpty();
    }

    /** Each method and operation, with a body that is not read: the connection ends there, and says so. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
    void challengesBeforeTheBody(String method) {
        var reply = new SocketClient(gateway)
                .send(method + " " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100000000\r\n\r\n");
        assertThat(reply.statuses()).isEqualTo("401");
        assertThat(reply.header("Connection")).isEqualTo("close");
        assertThat(gateway.audited(reply.header("X-Request-Id"))).isEmpty();
    }

    @Test
    void keepsTheConnectionAfterAFirstHalfWithItsBody() {
        var half = "PATCH " + PATH
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n";
        var reply = new SocketClient(gateway).send(half + "\r\n{}" + half + "Connection: close\r\n\r\n{}");
        assertThat(reply.statuses()).isEqualTo("401, 401");
    }

    @Test
    void refusesTheSameNonceAndCountTwice() {
        var nonce = DigestClient.nonce(client.challenge("GET", PATH, ""));
        var first = client.answer(DigestClient.CURL, "GET", PATH, nonce, "00000001");
        assertThat(client.send("GET", PATH, "", first).status()).isEqualTo(200);
        var replayed = client.send("GET", PATH, "", first);
        assertThat(replayed.status()).isEqualTo(401);
        assertThat(replayed.header("WWW-Authenticate")).endsWith("stale=true");
        assertThat(gateway.audited(replayed))
                .first()
                .satisfies(row ->
                        assertThat(row).containsEntry("outcome", "refused").containsEntry("decided_by", "caller"));
        var second = client.answer(DigestClient.CURL, "GET", PATH, nonce, "00000002");
        assertThat(client.send("GET", PATH, "", second).status()).isEqualTo(200);
    }

    @Test
    void refusesAnAnswerForAnotherTargetOrMethod() {
        var nonce = DigestClient.nonce(client.challenge("GET", PATH, ""));
        var answer = client.answer(DigestClient.CURL, "GET", PATH, nonce);
        assertThat(client.send("GET", PATH + "?pretty=true", "", answer)
                        .json()
                        .path("detail")
                        .asString())
                .contains("uri must be the path and query of the request");
        assertThat(client.send("PATCH", PATH, UPDATE, answer).status()).isEqualTo(401);
        assertThat(client.send("GET", PATH, "", answer).status()).isEqualTo(200);
    }

    @Test
    void refusesAWrongKeyAndAnUnknownOneAlike() {
        var wrong = new DigestClient(gateway, DigestClient.PUBLIC_KEY, "wrong").call("GET", PATH, "");
        var unknown = new DigestClient(gateway, "unknowna", DigestClient.PRIVATE_KEY).call("GET", PATH, "");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
        assertThat(gateway.audited(wrong))
                .first()
                .satisfies(row -> assertThat(row)
                        .containsEntry("outcome", "refused")
                        .containsEntry("error_code", "NO_CURRENT_USER"));
    }
}
