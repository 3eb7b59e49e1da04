package dev.atlasgateway.caller;

import static dev.atlasgateway.caller.CallerPolicy.PAYMENTS;
import static dev.atlasgateway.caller.CallerPolicy.SEARCH;
import static dev.atlasgateway.caller.CallerPolicy.SECRET;
import static dev.atlasgateway.caller.CallerPolicy.secret;
import static dev.atlasgateway.caller.CallerServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.atlasgateway.policy.Client;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token endpoint over HTTP. */
@ResourceLock(CallerServer.LOCK)
class LoginTests {

    private static final String TOKEN = "/api/oauth/token";
    private static final String GRANT = "grant_type=client_credentials";

    private final CallerServer server = CallerServer.shared();

    @BeforeEach
    void allowAll() {
        server.enforce(new CallerPolicy());
    }

    @Test
    void answersWithATokenInAtlassFormat() {
        var answer = server.logIn(PAYMENTS, SECRET);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .matches("\\{\"access_token\":\"[\\w.-]+\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void issuesAnRfc9068AccessTokenForAnHour() throws Exception {
        var jwt = SignedJWT.parse(server.token(PAYMENTS));
        assertThat(jwt.getHeader().toJSONObject())
                .containsEntry("alg", "RS256")
                .containsEntry("typ", "at+jwt")
                .containsEntry("kid", TestKeys.SIGNING.getKeyID())
                .hasSize(3);
        var claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(ForgedToken.GATEWAY);
        assertThat(claims.getAudience()).containsExactly(ForgedToken.GATEWAY);
        assertThat(claims.getSubject()).isEqualTo(PAYMENTS);
        assertThat(claims.getClaim("client_id")).isEqualTo(PAYMENTS);
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getNotBeforeTime()).isEqualTo(claims.getIssueTime());
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void issuesATokenThatCallsAccept() {
        var answer = server.call(server.token(PAYMENTS));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"team\":\"payments\",\"client\":\"%s\",\"issuer\":\"%s\",\"login\":\"SERVICE_ACCOUNT\"}"
                        .formatted(PAYMENTS, ForgedToken.GATEWAY));
    }

    @Test
    void decodesFormEncodedCredentialsAsGosOauth2SendsThem() {
        var secret = "mdb_sa_sk_a+b/c=:%&ü";
        server.enforce(new CallerPolicy().secrets(PAYMENTS, secret(secret, null)));
        assertThat(server.logIn(PAYMENTS, "mdb_sa_sk_a%2Bb%2Fc%3D%3A%25%26%C3%BC")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void supportsEnvelopeAndPretty() {
        var answer = server.post(TOKEN + "?envelope=true&pretty=true", PAYMENTS + ":" + SECRET, GRANT);
        assertThat(json(answer).path("status").asInt()).isEqualTo(200);
        assertThat(json(answer).path("content").path("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.body()).contains("\n  ");
    }

    @Test
    void acceptsEitherOfTwoValidSecrets() {
        server.enforce(new CallerPolicy()
                .secrets(PAYMENTS, secret("old", Instant.now().plusSeconds(60)), secret("new", null)));
        assertThat(server.logIn(PAYMENTS, "old").statusCode()).isEqualTo(200);
        assertThat(server.logIn(PAYMENTS, "new").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAnExpiredSecretAndAcceptsTheOther() {
        var client = "mdb_sa_id_000000000000000000000001";
        server.enforce(new CallerPolicy()
                .client(new Client(
                        client,
                        "payments",
                        List.of(secret("old", Instant.now().minusSeconds(1)), secret("new", null)),
                        false)));
        refusedCredentials(server.logIn(client, "old"));
        assertThat(server.logIn(client, "new").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesADisabledClientAndADisabledTeam() {
        server.enforce(new CallerPolicy().disabled(PAYMENTS, true).team("search", true));
        refusedCredentials(server.logIn(PAYMENTS, SECRET));
        refusedCredentials(server.logIn(SEARCH, SECRET));
    }

    @ParameterizedTest
    @CsvSource({
        "mdb_sa_id_000000000000000000000002,mdb_sa_sk_demo_payments",
        "mdb_sa_id_665f1c2e9b1d4a0012ab34cd,wrong",
        "unknown,mdb_sa_sk_demo_payments",
        "mdb_sa_id_665f1c2e9b1d4a0012ab34cd,''",
        "'',''",
        "%zz,mdb_sa_sk_demo_payments"
    })
    void refusesAllBadCredentialsAlike(String client, String secret) {
        refusedCredentials(server.logIn(client, secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic !!!", "Basic bm9jb2xvbg=="})
    void refusesBasicThatCannotBeRead(String header) {
        refusedCredentials(server.send(form(GRANT).header("Authorization", header)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Bearer abc", "Digest username=\"a\""})
    void refusesEveryOtherAuthorization(String header) {
        saysToUseBasic(server.send(form(GRANT).header("Authorization", header)));
    }

    @Test
    void refusesALoginWithoutOrWithTwoCredentials() {
        saysToUseBasic(server.send(form(GRANT)));
        var basic = "Basic bWRiX3NhX2lkXzY2NWYxYzJlOWIxZDRhMDAxMmFiMzRjZDptZGJfc2Ffc2tfZGVtb19wYXltZW50cw==";
        assertThat(server.send(form(GRANT).header("Authorization", basic)).statusCode())
                .isEqualTo(200);
        saysToUseBasic(server.send(form(GRANT).header("Authorization", basic).header("Authorization", basic)));
    }

    @Test
    void saysToUseBasicInsteadOfTheFormOrTheQuery() {
        var credentials = "&client_id=" + PAYMENTS + "&client_secret=" + SECRET;
        saysToUseBasic(server.send(form(GRANT + credentials)));
        saysToUseBasic(
                server.send(server.request(TOKEN + "?" + GRANT + credentials).POST(BodyPublishers.noBody())));
    }

    private static void saysToUseBasic(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).path("error").asString()).isEqualTo("invalid_client");
        assertThat(json(answer).path("error_description").asString()).contains("by HTTP Basic");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"atlas-gateway\"");
    }

    /** Each answer says what to change. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/oauth/token | a=b | invalid_request | The body must have grant_type=client_credentials, once.",
                "/api/oauth/token | '' | invalid_request | The body must have grant_type=client_credentials, once.",
                "/api/oauth/token?grant_type=client_credentials | '' | invalid_request | grant_type is in the query.",
                "/api/oauth/token?scope=a | grant_type=client_credentials | invalid_request | scope is in the query.",
                "/api/oauth/revoke?token=a | '' | invalid_request | token is in the query.",
                "/api/oauth/token | grant_type=password | unsupported_grant_type | grant_type must be client_credentials.",
                "/api/oauth/token | grant_type=client_credentials&scope=a | invalid_scope | Leave scope out",
                "/api/oauth/token/ | grant_type=client_credentials | invalid_request | The path has a slash at its end.",
                "/api/oauth/revoke/ | token=a | invalid_request | The path has a slash at its end."
            })
    void saysWhatToChange(String path, String form, String error, String description) {
        var answer = server.post(path, PAYMENTS + ":" + SECRET, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("error").asString()).isEqualTo(error);
        assertThat(json(answer).path("error_description").asString()).startsWith(description);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope=", "scope=+", "client_id=ignored"})
    void ignoresWhatClientsSendBesides(String parameter) {
        assertThat(server.post(TOKEN, PAYMENTS + ":" + SECRET, GRANT + "&" + parameter)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password&username=a&password=b, unsupported_grant_type",
        "grant_type=authorization_code&code=a, unsupported_grant_type",
        "grant_type=refresh_token&refresh_token=a, unsupported_grant_type",
        "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=a, unsupported_grant_type",
        "grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=a, unsupported_grant_type",
        "grant_type=, unsupported_grant_type",
        "a=b, invalid_request",
        "grant_type=client_credentials&grant_type=client_credentials, invalid_request",
        "grant_type=client_credentials&scope=admin, invalid_scope"
    })
    void refusesEveryOtherGrant(String form, String error) {
        var answer = server.post(TOKEN, PAYMENTS + ":" + SECRET, form);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").asString()).isEqualTo(error);
        assertThat(json(answer).propertyNames()).isSubsetOf("error", "error_description");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data; boundary=b | The body must be application/x-www-form-urlencoded.",
                "multipart/form-data | The body must be application/x-www-form-urlencoded.",
                "application/json | The body must be application/x-www-form-urlencoded.",
                "*/* | The body must be application/x-www-form-urlencoded.",
                "a/b/c | The body must be application/x-www-form-urlencoded."
            })
    void refusesEveryBodyThatIsNoForm(String type, String description) {
        var part = "--b\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n--b--\r\n";
        refusedForm(body(TOKEN, part, type), description);
        refusedForm(body("/api/oauth/revoke", part, type), description);
    }

    @Test
    void boundsTheForm() {
        var form = GRANT + "&a=";
        var longest = form + "x".repeat(16 * 1024 - form.length());
        assertThat(server.post(TOKEN, PAYMENTS + ":" + SECRET, longest).statusCode())
                .isEqualTo(200);
        refusedForm(server.post(TOKEN, PAYMENTS + ":" + SECRET, longest + "x"), "The form is larger than 16384 bytes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%e9", "%", "a=%"})
    void refusesAFormThatIsNotEncodedAsOne(String form) {
        refusedForm(
                server.post(TOKEN, PAYMENTS + ":" + SECRET, GRANT + "&" + form), "A parameter is not form-encoded.");
    }

    @Test
    void checksTheCredentialsBeforeTheBody() {
        var answer = server.send(server.request(TOKEN)
                .header("Authorization", CallerServer.basic("mdb_sa_id_000000000000000000000004:wrong"))
                .header("Content-Type", "multipart/form-data")
                .POST(BodyPublishers.ofString("x")));
        refusedCredentials(answer);
    }

    private HttpResponse<String> body(String path, String body, String type) {
        return server.send(server.request(path)
                .header("Authorization", CallerServer.basic(PAYMENTS + ":" + SECRET))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private static void refusedForm(HttpResponse<String> answer, String description) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("error").asString()).isEqualTo("invalid_request");
        assertThat(json(answer).path("error_description").asString()).startsWith(description);
    }

    @Test
    void refusesADpopProofBecauseCallsDoNotCheckIt() {
        var answer = server.send(form(GRANT)
                .header("Authorization", CallerServer.basic(PAYMENTS + ":" + SECRET))
                .header("DPoP", ForgedToken.token().signedBy(TestKeys.FOREIGN)));
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/authorize",
                "/oauth2/token",
                "/oauth2/jwks",
                "/oauth2/introspect",
                "/oauth2/revoke",
                "/oauth2/register",
                "/oauth2/device_authorization",
                "/oauth2/device_verification",
                "/oauth2/par",
                "/connect/register",
                "/userinfo",
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration",
                "/.well-known/oauth-protected-resource",
                "/login",
                "/logout",
                "/api/oauth/authorize"
            })
    void servesNothingElseOfAnAuthorizationServer(String path) {
        assertThat(server.send(server.request(path)).statusCode()).isEqualTo(401);
        assertThat(server.post(path, PAYMENTS + ":" + SECRET, GRANT).statusCode())
                .isEqualTo(401);
        var known = server.request(path).header("Authorization", "Bearer " + server.token(PAYMENTS));
        assertThat(server.send(known).statusCode()).isEqualTo(404);
    }

    @Test
    void rejectsAFloodOfBadCredentialsInAtlassFormat() {
        var client = "mdb_sa_id_000000000000000000000003";
        var limited = server.count("gateway.logins", "outcome", "limited");
        var refused = server.count("gateway.logins", "outcome", "refused");
        for (int i = 0; i < 3; i++) {
            refusedCredentials(server.logIn(client, "wrong"));
        }
        var answer = server.logIn(client, "wrong");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body())
                .isEqualTo("{\"detail\":\"Resource /api/oauth/token is limited to 3 failed requests every 1 minutes.\","
                        + "\"error\":429,\"errorCode\":\"RATE_LIMITED\",\"parameters\":[\"/api/oauth/token\",3,1],"
                        + "\"reason\":\"Too Many Requests\"}");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 20L);
        assertThat(server.logIn(PAYMENTS, SECRET).statusCode()).isEqualTo(200);
        assertThat(server.count("gateway.logins", "outcome", "limited")).isEqualTo(limited + 1);
        assertThat(server.count("gateway.logins", "outcome", "refused")).isEqualTo(refused + 3);
    }

    @Test
    void countsIssuedTokens() {
        var before = server.count("gateway.logins", "outcome", "issued");
        server.token(PAYMENTS);
        assertThat(server.count("gateway.logins", "outcome", "issued")).isEqualTo(before + 1);
    }

    private HttpRequest.Builder form(String body) {
        return server.request(TOKEN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static void refusedCredentials(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"invalid_client\",\"error_description\":\"Invalid credentials provided.\"}");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"atlas-gateway\"");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }
}
