package dev.atlasgateway.caller;

import static dev.atlasgateway.caller.CallerPolicy.PAYMENTS;
import static dev.atlasgateway.caller.CallerPolicy.SEARCH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication of calls with the gateway's own tokens, valid and forged. */
@ResourceLock(CallerServer.LOCK)
class BearerTokenTests {

    private static final CallerServer SERVER = CallerServer.shared();

    @BeforeEach
    void allowAll() {
        SERVER.enforce(new CallerPolicy());
    }

    @Test
    void acceptsATokenLikeTheGatewaysOwn() {
        assertThat(SERVER.call(ForgedToken.token().signedBy(TestKeys.SIGNING)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void acceptsTokensOfThePreviousKeyDuringARotation() {
        assertThat(SERVER.call(ForgedToken.token().signedBy(TestKeys.PREVIOUS)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void acceptsATokenOfAReplicaWithAClockSlightlyAhead() {
        assertThat(SERVER.call(ForgedToken.token()
                                .notBefore(Duration.ofSeconds(10))
                                .signedBy(TestKeys.SIGNING))
                        .statusCode())
                .isEqualTo(200);
    }

    static Stream<Arguments> signatureTricks() throws Exception {
        var attacker = TestKeys.FOREIGN;
        var good = ForgedToken.token().signedBy(TestKeys.SIGNING);
        var unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        return Stream.of(
                Arguments.of("no token at all", "x"),
                Arguments.of("no JWT", "a.b.c"),
                Arguments.of("an encrypted token", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA"),
                Arguments.of("alg none", ForgedToken.token().unsigned()),
                Arguments.of("no signature", unsigned),
                Arguments.of("another's signature", unsigned + "AAAA"),
                Arguments.of("a padded signature", good + "=="),
                Arguments.of("a signature with half a padding", good + "="),
                Arguments.of(
                        "a signature with a foreign character",
                        good.substring(0, good.length() - 9) + "!" + good.substring(good.length() - 9)),
                Arguments.of(
                        "a signature in the other alphabet",
                        good.replace('-', '+').replace('_', '/')),
                Arguments.of("a signature with bits after its end", withBitsAfterItsEnd(good)),
                Arguments.of("a padded header", good.replaceFirst("\\.", "=.")),
                Arguments.of("a fourth part", good + "."),
                Arguments.of(
                        "HS256 with the public PEM",
                        hmac(TestKeys.publicPem(TestKeys.SIGNING).getBytes(UTF_8))),
                Arguments.of(
                        "HS256 with the public DER",
                        hmac(TestKeys.SIGNING.toRSAPublicKey().getEncoded())),
                Arguments.of(
                        "HS256 with the modulus",
                        hmac(TestKeys.SIGNING.getModulus().decode())),
                Arguments.of("RS512 with the right key", algorithm(JWSAlgorithm.RS512, TestKeys.SIGNING)),
                Arguments.of("PS256 with the right key", algorithm(JWSAlgorithm.PS256, TestKeys.SIGNING)),
                Arguments.of("ES256", algorithm(JWSAlgorithm.ES256, TestKeys.ELLIPTIC)),
                Arguments.of("a foreign key", ForgedToken.token().signedBy(attacker)),
                Arguments.of("a foreign key under our kid", foreign(h -> h.keyID(TestKeys.SIGNING.getKeyID()))),
                Arguments.of("a kid that is a path", foreign(h -> h.keyID("../../../../dev/null"))),
                Arguments.of("a kid that is SQL", foreign(h -> h.keyID("' or 1=1 --"))),
                Arguments.of("no kid", foreign(h -> h.keyID(null))),
                Arguments.of("a jwk of the sender's", foreign(h -> h.jwk(attacker.toPublicJWK()))),
                Arguments.of("a jku of the sender's", foreign(h -> h.jwkURL(SERVER.trap()))),
                Arguments.of("an x5u of the sender's", foreign(h -> h.x509CertURL(SERVER.trap()))),
                Arguments.of("an x5c of the sender's", foreign(h -> h.x509CertChain(List.of(Base64.encode("cert"))))),
                Arguments.of(
                        "an x5t of the sender's", foreign(h -> h.x509CertSHA256Thumbprint(Base64URL.encode("x")))));
    }

    /** The last character of 256 bytes in base64url has four bits that belong to no byte. */
    private static String withBitsAfterItsEnd(String token) {
        var last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + (char) (last + 1);
    }

    static Stream<Arguments> contentTricks() {
        return Stream.of(
                Arguments.of(
                        "an unknown crit",
                        own(h -> h.criticalParams(Set.of("x")).customParam("x", 1)),
                        "critical"),
                Arguments.of(
                        "crit b64", own(h -> h.criticalParams(Set.of("b64")).base64URLEncodePayload(true)), "critical"),
                Arguments.of("another type", ForgedToken.token().type("JWT").signedBy(TestKeys.SIGNING), "typ"),
                Arguments.of(
                        "a logout token's type",
                        ForgedToken.token().type("logout+jwt").signedBy(TestKeys.SIGNING),
                        "typ"),
                Arguments.of("no type", ForgedToken.token().type(null).signedBy(TestKeys.SIGNING), "typ"),
                Arguments.of("a start of 2^63", claim("nbf", 9.223372036854775808e18), "malformed"),
                Arguments.of("an end of 2^63", claim("exp", 9.223372036854775808e18), "malformed"),
                Arguments.of("a negative start", claim("nbf", -1e18), "malformed"),
                Arguments.of("another issuer", claim("iss", "https://elsewhere.test"), "issuer"),
                Arguments.of("an issuer but for its case", claim("iss", "https://GATEWAY.test"), "issuer"),
                Arguments.of("no issuer", claim("iss", null), "issuer"),
                Arguments.of("another audience", claim("aud", "https://elsewhere.test"), "aud"),
                Arguments.of("no audience", claim("aud", null), "aud"),
                Arguments.of("no subject", claim("sub", null), "sub"),
                Arguments.of("no expiry", claim("exp", null), "exp is required"),
                Arguments.of("no id", claim("jti", null), "jti"),
                Arguments.of("expired a second ago", expiring(Duration.ofSeconds(-1)), "has expired"),
                Arguments.of("expired an hour ago", expiring(Duration.ofHours(-1)), "expired at"),
                Arguments.of(
                        "not good yet",
                        ForgedToken.token().notBefore(Duration.ofMinutes(5)).signedBy(TestKeys.SIGNING),
                        "used before"),
                Arguments.of("an unknown client", claim("sub", "mdb_sa_id_0000000000000000000000ff"), "unknown"),
                Arguments.of("longer than 8 KiB", claim("padding", "x".repeat(9000)), "8 KiB"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signatureTricks")
    void refusesAnInvalidSignature(String trick, String token) {
        var refused = SERVER.count("gateway.token.verifications", "result", "refused");
        assertThat(challenge(token))
                .contains("error=\"invalid_token\"")
                .contains("the token is malformed, or its signature is not valid");
        assertThat(SERVER.trapped()).as("fetches from locations in a token").isZero();
        assertThat(SERVER.count("gateway.token.verifications", "result", "refused"))
                .isEqualTo(refused + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contentTricks")
    void refusesInvalidClaimsAndSaysWhy(String trick, String token, String reason) {
        assertThat(challenge(token)).contains("error=\"invalid_token\"").contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "BEARER ", "Bearer ", "Bearer   "})
    void acceptsTheSchemeInAnyCase(String scheme) {
        var answer = SERVER.send(SERVER.request(CallerServer.CALL)
                .header("Authorization", scheme + ForgedToken.token().signedBy(TestKeys.SIGNING)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesTwoAuthorizationHeadersEvenIfBothAreValid() {
        var token = "Bearer " + ForgedToken.token().signedBy(TestKeys.SIGNING);
        var answer = SERVER.send(
                SERVER.request(CallerServer.CALL).header("Authorization", token).header("Authorization", token));
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void readsTheTokenFromTheHeaderOnly() {
        var token = ForgedToken.token().signedBy(TestKeys.SIGNING);
        assertThat(SERVER.send(SERVER.request(CallerServer.CALL + "?access_token=" + token))
                        .statusCode())
                .isEqualTo(401);
        assertThat(SERVER.send(SERVER.request(CallerServer.CALL)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("access_token=" + token)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(SERVER.send(SERVER.request(CallerServer.CALL).header("Cookie", "access_token=" + token))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesADisabledClientOnItsNextCall() {
        var token = SERVER.token(PAYMENTS);
        assertThat(SERVER.call(token).statusCode()).isEqualTo(200);
        SERVER.enforce(new CallerPolicy().disabled(PAYMENTS, true));
        assertThat(challenge(token)).contains("the client is disabled");
        SERVER.enforce(new CallerPolicy());
        assertThat(SERVER.call(token).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesARemovedClientAndADisabledTeamOnTheirNextCalls() {
        var payments = SERVER.token(PAYMENTS);
        var search = SERVER.token(SEARCH);
        SERVER.enforce(new CallerPolicy().without(PAYMENTS).team("search", true));
        assertThat(SERVER.call(payments).statusCode()).isEqualTo(401);
        assertThat(SERVER.call(search).statusCode()).isEqualTo(401);
    }

    @Test
    void verifiesASignatureOnce() {
        var token = ForgedToken.token().signedBy(TestKeys.SIGNING);
        var verified = SERVER.count("gateway.token.verifications", "result", "verified");
        var cached = SERVER.count("gateway.token.verifications", "result", "cached");
        for (int i = 0; i < 5; i++) {
            SERVER.call(token);
        }
        assertThat(SERVER.count("gateway.token.verifications", "result", "verified"))
                .isEqualTo(verified + 1);
        assertThat(SERVER.count("gateway.token.verifications", "result", "cached"))
                .isEqualTo(cached + 4);
    }

    /** Returns the challenge of a refused call. */
    private static String challenge(String token) {
        var answer = SERVER.call(token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        return answer.headers().firstValue("WWW-Authenticate").orElseThrow();
    }

    private static String hmac(byte[] secret) {
        return ForgedToken.token().signedByHmacOf(secret, TestKeys.SIGNING.getKeyID());
    }

    private static String algorithm(JWSAlgorithm algorithm, JWK key) {
        return ForgedToken.token().algorithm(algorithm).signedBy(key);
    }

    private static String foreign(UnaryOperator<JWSHeader.Builder> header) {
        return ForgedToken.token().header(header).signedBy(TestKeys.FOREIGN);
    }

    private static String own(UnaryOperator<JWSHeader.Builder> header) {
        return ForgedToken.token().header(header).signedBy(TestKeys.SIGNING);
    }

    private static String claim(String name, Object value) {
        return ForgedToken.token().claim(name, value).signedBy(TestKeys.SIGNING);
    }

    private static String expiring(Duration fromNow) {
        return ForgedToken.token().expiring(fromNow).signedBy(TestKeys.SIGNING);
    }
}
