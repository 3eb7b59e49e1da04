package dev.atlasgateway.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication of calls with tokens of the company's OpenID provider. */
@ResourceLock(CallerServer.LOCK)
class CompanyTokenTests {

    private static final CallerServer SERVER = CallerServer.shared();

    @BeforeEach
    void allowAll() {
        SERVER.enforce(new CallerPolicy());
    }

    @Test
    void mapsTheClaimToATeam() {
        var answer = SERVER.call(token().signedBy(TestKeys.ELLIPTIC));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"team\":\"payments\",\"client\":\"alice\",\"issuer\":\"%s\",\"login\":\"COMPANY_TOKEN\"}"
                        .formatted(SERVER.company().issuer()));
    }

    @Test
    void acceptsSeveralAudiencesAsKeycloakIssuesThem() {
        var token = claim("aud", List.of("atlas-gateway", "account"));
        assertThat(SERVER.call(token).statusCode()).isEqualTo(200);
    }

    @Test
    void usesTheOnlyMappedValueOfAList() {
        var token = token().claim("groups", List.of("employees", "finders")).signedBy(TestKeys.ELLIPTIC);
        assertThat(SERVER.call(token).body()).contains("\"team\":\"search\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt", "Application/AT+JWT"})
    void acceptsTheUsualTypes(String type) {
        assertThat(SERVER.call(token().type(type).signedBy(TestKeys.ELLIPTIC)).statusCode())
                .isEqualTo(200);
    }

    static Stream<Arguments> tricks() {
        return Stream.of(
                Arguments.of("a value that is mapped to no team", claim("groups", "strangers")),
                Arguments.of("no claim", claim("groups", null)),
                Arguments.of("a claim of another kind", claim("groups", 7)),
                Arguments.of("values of two teams", claim("groups", List.of("platform/payments", "finders"))),
                Arguments.of("another audience", claim("aud", "another-service")),
                Arguments.of("audiences without ours", claim("aud", List.of("account", "another-service"))),
                Arguments.of("no subject", claim("sub", null)),
                Arguments.of("no expiry", claim("exp", null)),
                Arguments.of("expired", token().expiring(Duration.ofSeconds(-1)).signedBy(TestKeys.ELLIPTIC)),
                Arguments.of(
                        "not good yet", token().notBefore(Duration.ofMinutes(5)).signedBy(TestKeys.ELLIPTIC)),
                Arguments.of("another type", token().type("logout+jwt").signedBy(TestKeys.ELLIPTIC)),
                Arguments.of("no type", token().type(null).signedBy(TestKeys.ELLIPTIC)),
                Arguments.of("alg none", token().unsigned()),
                Arguments.of(
                        "HS256 with the public key",
                        token().signedByHmacOf(
                                        TestKeys.ELLIPTIC
                                                .toPublicJWK()
                                                .toJSONString()
                                                .getBytes(),
                                        TestKeys.ELLIPTIC.getKeyID())),
                Arguments.of(
                        "the gateway's key",
                        token().algorithm(JWSAlgorithm.RS256).signedBy(TestKeys.SIGNING)),
                Arguments.of(
                        "a company key for a token of the gateway's",
                        ForgedToken.token().algorithm(JWSAlgorithm.ES256).signedBy(TestKeys.ELLIPTIC)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tricks")
    void refuses(String trick, String token) {
        assertThat(SERVER.call(token).statusCode()).isEqualTo(401);
    }

    static Stream<Arguments> longLivedTokens() {
        return Stream.of(
                Arguments.of(
                        "issued before", token().expiring(Duration.ofHours(2)).lasting(Duration.ofHours(25))),
                Arguments.of(
                        "without issue time",
                        token().expiring(Duration.ofHours(25)).claim("iat", null)),
                Arguments.of("issued in the future", token().expiring(Duration.ofHours(25))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longLivedTokens")
    void refusesALifetimeOfMoreThanADayAndNamesTheSetting(String kind, ForgedToken token) {
        var answer = SERVER.call(token.claim("nbf", null).signedBy(TestKeys.ELLIPTIC));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("max-lifetime of its issuer allows 86400 s");
    }

    @Test
    void refusesADisabledTeamOnTheNextCall() {
        var token = token().signedBy(TestKeys.ELLIPTIC);
        assertThat(SERVER.call(token).statusCode()).isEqualTo(200);
        SERVER.enforce(new CallerPolicy().team("payments", true));
        assertThat(SERVER.call(token).statusCode()).isEqualTo(401);
    }

    @Test
    void acceptsOtherTokensWhileAnIssuerIsNotReachable() {
        var away = ForgedToken.token("http://localhost:1/away", "atlas-gateway", "a")
                .signedBy(TestKeys.FOREIGN);
        var answer = SERVER.call(away);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .doesNotContain("invalid_token");
        assertThat(SERVER.call(token().signedBy(TestKeys.ELLIPTIC)).statusCode())
                .isEqualTo(200);
        assertThat(SERVER.call(ForgedToken.token().signedBy(TestKeys.SIGNING)).statusCode())
                .isEqualTo(200);
    }

    private static ForgedToken token() {
        return ForgedToken.token(SERVER.company().issuer(), "atlas-gateway", "alice")
                .algorithm(JWSAlgorithm.ES256)
                .claim("groups", "platform/payments");
    }

    private static String claim(String name, Object value) {
        return token().claim(name, value).signedBy(TestKeys.ELLIPTIC);
    }
}
