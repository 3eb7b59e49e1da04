package dev.atlasgateway.caller.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import dev.atlasgateway.caller.ForgedToken;
import dev.atlasgateway.caller.TestKeys;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid tokens at the whole gateway. The response and the audit say what is wrong. */
@OnSharedGateway
class InvalidTokenTests {

    private static final String CLIENT = "mdb_sa_id_665f1c2e9b1d4a0012ab34cd";
    private static final String NO_SIGNATURE = "the token is malformed, or its signature is not valid";

    private static final RunningGateway GATEWAY = RunningGateway.shared();
    private static final RSAKey KEY = signingKey();
    private static final String ISSUER = GATEWAY.part(GatewayIssuer.class).issuer();

    @Test
    void acceptsATokenLikeTheGatewaysOwn() {
        assertThat(call(token().signedBy(KEY)).status()).isEqualTo(200);
    }

    static Stream<Arguments> badTokens() throws Exception {
        return Stream.of(
                Arguments.of("alg none", token().unsigned(), NO_SIGNATURE),
                Arguments.of(
                        "HS256 with the public key",
                        token().signedByHmacOf(TestKeys.publicPem(KEY).getBytes(UTF_8), KEY.getKeyID()),
                        NO_SIGNATURE),
                Arguments.of(
                        "HS256 with the public key's bytes",
                        token().signedByHmacOf(KEY.toRSAPublicKey().getEncoded(), KEY.getKeyID()),
                        NO_SIGNATURE),
                Arguments.of("a foreign key", token().signedBy(TestKeys.FOREIGN), NO_SIGNATURE),
                Arguments.of(
                        "a foreign key under the gateway's kid",
                        token().header(head -> head.keyID(KEY.getKeyID())).signedBy(TestKeys.FOREIGN),
                        NO_SIGNATURE),
                Arguments.of(
                        "a kid that is a path",
                        token().header(head -> head.keyID("../../dev/null")).signedBy(TestKeys.FOREIGN),
                        NO_SIGNATURE),
                Arguments.of(
                        "a kid that is SQL",
                        token().header(head -> head.keyID("' or 1=1 --")).signedBy(TestKeys.FOREIGN),
                        NO_SIGNATURE),
                Arguments.of(
                        "a jwk of the sender's",
                        token().header(head -> head.jwk(TestKeys.FOREIGN.toPublicJWK()))
                                .signedBy(TestKeys.FOREIGN),
                        NO_SIGNATURE),
                Arguments.of(
                        "a jku of the sender's",
                        token().header(head -> head.jwkURL(URI.create("http://localhost:1/keys")))
                                .signedBy(TestKeys.FOREIGN),
                        NO_SIGNATURE),
                Arguments.of(
                        "another issuer",
                        token().claim("iss", "https://elsewhere.test").signedBy(KEY),
                        "the token's issuer is not trusted"),
                Arguments.of(
                        "another audience",
                        token().claim("aud", "https://elsewhere.test").signedBy(KEY),
                        "The aud claim is not valid"),
                Arguments.of("another type", token().type("JWT").signedBy(KEY), "typ"),
                Arguments.of("expired", token().expiring(Duration.ofHours(-1)).signedBy(KEY), "Jwt expired at"),
                Arguments.of(
                        "an unknown client",
                        token().claim("sub", "mdb_sa_id_0000000000000000000000ff")
                                .signedBy(KEY),
                        "the client is unknown"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refusesAndTellsCallerAndAuditWhy(String trick, String token, String reason) {
        assertRefused(call(token), token, reason);
    }

    @Test
    void saysThatATokenWasRevoked() {
        var credentials = CLIENT + ":mdb_sa_sk_demo_payments";
        var token = GATEWAY.logIn(credentials).json().path("access_token").asString();
        assertThat(call(token).status()).isEqualTo(200);
        var basic = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        var dropped = GATEWAY.send(GATEWAY.anonymous("/api/oauth/revoke")
                .header("Authorization", basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + token)));
        assertThat(dropped.status()).isEqualTo(200);
        assertRefused(call(token), token, "the token was revoked");
    }

    private static void assertRefused(Reply reply, String token, String reason) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errorCode()).isEqualTo("NO_CURRENT_USER");
        assertThat(reply.header("X-Error-Code")).isEqualTo("NO_CURRENT_USER");
        assertThat(reply.bearerChallenge())
                .matches("Bearer realm=\"atlas-gateway\", error=\"invalid_token\", error_description=\"[^\"]*\"")
                .contains(reason);
        var rows = GATEWAY.audited(reply);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst())
                .containsEntry("outcome", "refused")
                .containsEntry("status", 401)
                .containsEntry("error_code", "NO_CURRENT_USER")
                .containsEntry("decided_by", "caller")
                .containsEntry("team", null)
                .containsEntry("client", null);
        assertThat(rows.getFirst().get("notes").toString()).contains("token: ").contains(reason);
        assertThat(rows.toString()).doesNotContain(token.substring(0, 20));
    }

    private static Reply call(String token) {
        return GATEWAY.send(GATEWAY.anonymous(RunningGateway.path(RunningGateway.ORDERS, "orders-dev"))
                .header("Authorization", "Bearer " + token)
                .GET());
    }

    private static ForgedToken token() {
        return ForgedToken.token(ISSUER, ISSUER, CLIENT);
    }

    private static RSAKey signingKey() {
        return (RSAKey) GATEWAY.part(SigningKeys.class).current().getKeys().getFirst();
    }
}
