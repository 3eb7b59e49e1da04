package dev.atlasgateway.caller;

import static dev.atlasgateway.caller.CallerPolicy.PAYMENTS;
import static dev.atlasgateway.caller.CallerPolicy.SEARCH;
import static dev.atlasgateway.caller.CallerPolicy.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The revocation endpoint over HTTP. */
@ResourceLock(CallerServer.LOCK)
class RevocationTests {

    private final CallerServer server = CallerServer.shared();

    @BeforeEach
    void allowAll() {
        server.enforce(new CallerPolicy());
    }

    @Test
    void revokesATokenAtOnce() {
        var token = server.token(PAYMENTS);
        assertThat(server.call(token).statusCode()).isEqualTo(200);
        var answer = server.revoke(PAYMENTS, token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(server.call(token).statusCode()).isEqualTo(401);
    }

    @Test
    void acceptsTheHintThatAtlassClientsSend() {
        var token = server.token(PAYMENTS);
        server.post("/api/oauth/revoke", PAYMENTS + ":" + SECRET, "token=" + token + "&token_type_hint=access_token");
        assertThat(server.call(token).statusCode()).isEqualTo(401);
    }

    @Test
    void keepsTheClientsOtherTokens() {
        var dropped = server.token(PAYMENTS);
        var kept = server.token(PAYMENTS);
        server.revoke(PAYMENTS, dropped);
        assertThat(server.call(kept).statusCode()).isEqualTo(200);
    }

    @Test
    void ignoresATokenOfAnotherClient() {
        var token = server.token(PAYMENTS);
        var answer = server.revoke(SEARCH, token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(server.call(token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void ignoresGarbage(String token) {
        assertThat(server.revoke(PAYMENTS, token).statusCode()).isEqualTo(200);
    }

    @Test
    void storesNoExpiredOrForgedToken() {
        var before = rows();
        server.revoke(
                PAYMENTS, ForgedToken.token().expiring(Duration.ofHours(-1)).signedBy(TestKeys.SIGNING));
        server.revoke(PAYMENTS, ForgedToken.token().signedBy(TestKeys.FOREIGN));
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void countsEachTokenOnce() {
        var counter = server.part(MeterRegistry.class).counter("gateway.tokens.revoked");
        var before = counter.count();
        var token = server.token(PAYMENTS);
        server.revoke(PAYMENTS, token);
        server.revoke(PAYMENTS, token);
        assertThat(counter.count()).isEqualTo(before + 1);
    }

    @Test
    void requiresTheClientsCredentials() {
        var answer = server.post(
                "/api/oauth/revoke",
                "mdb_sa_id_000000000000000000000004:wrong",
                "token=" + ForgedToken.token().signedBy(TestKeys.SIGNING));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(CallerServer.json(answer).path("error").asString()).isEqualTo("invalid_client");
    }

    @Test
    void requiresAToken() {
        var answer = server.post("/api/oauth/revoke", PAYMENTS + ":" + SECRET, "a=b");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(CallerServer.json(answer).path("error").asString()).isEqualTo("invalid_request");
    }

    @Test
    void answers503WhileTheDatabaseIsUnavailableAndKeepsRevokedTokens() {
        var revoked = server.token(PAYMENTS);
        var token = server.token(PAYMENTS);
        server.revoke(PAYMENTS, revoked);
        var database = server.part(JdbcClient.class);
        database.sql("alter table revoked_token rename to away").update();
        try {
            var answer = server.revoke(PAYMENTS, token);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(CallerServer.json(answer).path("error").asString()).isEqualTo("temporarily_unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(server.call(revoked).statusCode()).isEqualTo(401);
            assertThat(server.revoke(PAYMENTS, revoked).statusCode())
                    .as("nothing to store")
                    .isEqualTo(200);
            assertThat(server.call(token).statusCode()).isEqualTo(200);
        } finally {
            database.sql("alter table away rename to revoked_token").update();
        }
        assertThat(server.revoke(PAYMENTS, token).statusCode()).isEqualTo(200);
        assertThat(server.call(token).statusCode()).isEqualTo(401);
    }

    private long rows() {
        return server.part(JdbcClient.class)
                .sql("select count(*) from revoked_token")
                .query(Long.class)
                .single();
    }
}
