package dev.atlasgateway.simulator;

import static dev.atlasgateway.simulator.SimulatorClient.ORDERS_DEV;
import static dev.atlasgateway.simulator.SimulatorClient.basic;
import static dev.atlasgateway.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.atlasgateway.simulator.token.TokenLimits;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenEndpointTests {

    private static final String ID = AtlasSimulator.CLIENT_ID;
    private static final String SECRET = AtlasSimulator.CLIENT_SECRET;

    private final SimulatedClock clock = new SimulatedClock();
    private final AtlasSimulator simulator = AtlasSimulator.start(
            0, SimulatorSettings.defaults().withClock(clock).withTokens(new TokenLimits(Duration.ofHours(1), 50, 100)));
    private final SimulatorClient client = new SimulatorClient(simulator);

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void givesABearerTokenForAnHour() {
        var answer = client.askForToken(ID, SECRET);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(answer).propertyNames()).containsExactly("access_token", "expires_in", "token_type");
        assertThat(json(answer).get("expires_in").intValue()).isEqualTo(3600);
        assertThat(json(answer).get("token_type").stringValue()).isEqualTo("Bearer");
        assertThat(simulator.mintedTokens()).isEqualTo(1);
    }

    @Test
    void gives401InAtlassWordsOnceTheHourIsOver() {
        var token = client.token();
        clock.advance(Duration.ofMinutes(59));
        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(200);

        clock.advance(Duration.ofMinutes(1));
        var answer = client.get(ORDERS_DEV, token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("""
                        {
                          "error" : 401,
                          "reason" : "Unauthorized",
                          "detail" : "You are not authorized for this resource.",
                          "errorCode" : "UNEXPECTED_ERROR"
                        }""");
        assertThat(answer.headers().map())
                .doesNotContainKeys("X-Error-Code", "WWW-Authenticate", "RateLimit-Limit", "RateLimit-Remaining");
    }

    @Test
    void gives401WithoutATokenAndForAnUnknownOne() {
        assertThat(client.send("GET", ORDERS_DEV, "").statusCode()).isEqualTo(401);
        assertThat(client.get(ORDERS_DEV, "made-up").statusCode()).isEqualTo(401);
        assertThat(client.send("GET", ORDERS_DEV, "", "Authorization", basic(ID, SECRET))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesAnUnknownClientAndAWrongSecretAlike() {
        var wrong = client.askForToken(ID, "mdb_sa_sk_wrong");
        var unknown = client.askForToken("mdb_sa_id_ffffffffffffffffffffffff", SECRET);

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body())
                .isEqualTo("{\"error\":\"invalid_client\",\"error_description\":\"Invalid credentials provided.\"}");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(client.form("/api/oauth/token", "Basic !", "grant_type=client_credentials")
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.form("/api/oauth/token", "Bearer x", "grant_type=client_credentials")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void decodesIdAndSecretInsideTheBasicHeader() {
        simulator.addServiceAccount("mdb_sa_id_aaaaaaaaaaaaaaaaaaaaaaaa", "a:b%c d+é");

        assertThat(client.askForToken("mdb_sa_id_aaaaaaaaaaaaaaaaaaaaaaaa", "a:b%c d+é")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesOtherGrantTypesAndBodies() {
        var credentials = basic(ID, SECRET);

        assertThat(client.form("/api/oauth/token", credentials, "grant_type=password")
                        .body())
                .contains("unsupported_grant_type");
        assertThat(client.form("/api/oauth/token", credentials, "scope=all").body())
                .contains("invalid_request");
        var asJson = client.send(
                "POST",
                "/api/oauth/token",
                "{\"grant_type\":\"client_credentials\"}",
                "Authorization",
                credentials,
                "Content-Type",
                "application/json");
        assertThat(asJson.statusCode()).isEqualTo(400);
        assertThat(asJson.body()).contains("invalid_request");
        assertThat(client.send("GET", "/api/oauth/token", "").statusCode()).isEqualTo(405);
    }

    @Test
    void givesAtlasShaped429PastFiftyAMinuteAndRecoversAfterIt() {
        for (int i = 0; i < 50; i++) {
            assertThat(client.askForToken(ID, SECRET).statusCode()).isEqualTo(200);
        }

        var refused = client.askForToken(ID, SECRET);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .isEqualTo("{\"detail\":\"Resource /api/oauth/token is limited to 50 requests every 1 minutes.\","
                        + "\"error\":429,\"errorCode\":\"RATE_LIMITED\",\"parameters\":[\"/api/oauth/token\",50,1],"
                        + "\"reason\":\"Too Many Requests\"}");

        clock.advance(Duration.ofMinutes(1));
        assertThat(client.askForToken(ID, SECRET).statusCode()).isEqualTo(200);
    }

    @Test
    void limitsEachServiceAccountByItself() {
        simulator.addServiceAccount("mdb_sa_id_bbbbbbbbbbbbbbbbbbbbbbbb", "mdb_sa_sk_b");
        for (int i = 0; i < 51; i++) {
            client.askForToken(ID, SECRET);
        }

        assertThat(client.askForToken("mdb_sa_id_bbbbbbbbbbbbbbbbbbbbbbbb", "mdb_sa_sk_b")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void gives403PastAHundredLiveTokensUntilSomeAreRevokedOrExpire() {
        var first = client.token();
        for (int i = 1; i < 100; i++) {
            clock.advance(Duration.ofSeconds(2));
            client.token();
        }

        var refused = client.askForToken(ID, SECRET);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused).get("error").stringValue()).isEqualTo("access_denied");

        client.form("/api/oauth/revoke", basic(ID, SECRET), "token=" + first + "&token_type_hint=access_token");
        assertThat(simulator.liveTokens(ID)).isEqualTo(99);
        assertThat(client.askForToken(ID, SECRET).statusCode()).isEqualTo(200);

        clock.advance(Duration.ofHours(1));
        assertThat(simulator.liveTokens(ID)).isZero();
        assertThat(client.askForToken(ID, SECRET).statusCode()).isEqualTo(200);
    }

    @Test
    void revokesATokenAtOnceWithoutABody() {
        var token = client.token();

        var answer = client.form("/api/oauth/revoke", basic(ID, SECRET), "token=" + token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(401);
        assertThat(client.form("/api/oauth/revoke", basic(ID, SECRET), "token=" + token)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void revokesNoTokenOfAnotherClient() {
        var token = client.token();
        simulator.addServiceAccount("mdb_sa_id_cccccccccccccccccccccccc", "mdb_sa_sk_c");

        client.form("/api/oauth/revoke", basic("mdb_sa_id_cccccccccccccccccccccccc", "mdb_sa_sk_c"), "token=" + token);

        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(200);
    }

    @Test
    void knowsTwoSecretsDuringARotationAndNeverThree() {
        simulator.addServiceAccount(ID, "mdb_sa_sk_next");
        assertThatIllegalStateException().isThrownBy(() -> simulator.addServiceAccount(ID, "mdb_sa_sk_third"));
        var token = client.token();

        simulator.removeSecret(ID, SECRET);

        assertThat(client.askForToken(ID, SECRET).statusCode()).isEqualTo(401);
        assertThat(client.askForToken(ID, "mdb_sa_sk_next").statusCode()).isEqualTo(200);
        assertThat(client.get(ORDERS_DEV, token).statusCode()).isEqualTo(200);
    }

    @Test
    void admitsOnlyMembersToAProjectThatNamesThem() {
        simulator.addServiceAccount("mdb_sa_id_dddddddddddddddddddddddd", "mdb_sa_sk_d");
        simulator.addProject("aaaaaaaaaaaaaaaaaaaaaaaa", "mdb_sa_id_dddddddddddddddddddddddd");
        simulator.addInstance("aaaaaaaaaaaaaaaaaaaaaaaa", "theirs");
        var path = "/api/atlas/v2/groups/aaaaaaaaaaaaaaaaaaaaaaaa/flexClusters/theirs";

        var stranger = client.get(path, client.token());
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("X-Error-Code")).hasValue("NOT_IN_GROUP");

        var member = json(client.askForToken("mdb_sa_id_dddddddddddddddddddddddd", "mdb_sa_sk_d"))
                .get("access_token")
                .stringValue();
        assertThat(client.get(path, member).statusCode()).isEqualTo(200);
    }
}
