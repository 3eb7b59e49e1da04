package dev.atlasgateway.gateway;

import static dev.atlasgateway.gateway.RunningGateway.LEGACY;
import static dev.atlasgateway.gateway.RunningGateway.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.simulator.AtlasSimulator;
import dev.atlasgateway.simulator.fault.Effect;
import dev.atlasgateway.simulator.fault.Fault;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The running gateway, as the service of a team sees it. */
@OnSharedGateway
class GatewayTests {

    private static final String CHANGE =
            "{\"tags\":[{\"key\":\"owner\",\"value\":\"payments\"}],\"terminationProtectionEnabled\":true}";

    private final RunningGateway gateway = RunningGateway.shared();

    @AfterEach
    void clearFaults() {
        gateway.atlas().clearFaults();
    }

    @Test
    void sendsAnUpdateToAtlasAndAnswersInTheOldForm() {
        var reply = gateway.patch("payments", "orders-dev", CHANGE);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json().at("/providerSettings/providerName").asString()).isEqualTo("SERVERLESS");
        assertThat(reply.json().at("/stateName").asString()).isEqualTo("UPDATING");
        assertThat(reply.header("Deprecation")).isNotEmpty();
        assertThat(reply.header("RateLimit-Limit")).isNotEmpty();
        var instance = gateway.atlas().instance(AtlasSimulator.PROJECT, "orders-dev");
        assertThat(instance.settings().terminationProtectionEnabled()).isTrue();
    }

    @Test
    void letsReadersReadButNotChange() {
        assertThat(gateway.get("search", "orders-dev").status()).isEqualTo(200);
        var refused = gateway.patch("search", "orders-dev", CHANGE);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.errorCode()).isEqualTo("USER_UNAUTHORIZED");
        assertThat(refused.header("X-Error-Code")).isEqualTo("USER_UNAUTHORIZED");
    }

    @Test
    void answersTheSameForUnknownAndForeignProjects() {
        var foreign =
                gateway.send(gateway.as("search", path(LEGACY, "orders-dev")).GET());
        var unknown = gateway.send(gateway.as("search", path("ffffffffffffffffffffffff", "orders-dev"))
                .GET());
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.body().replace(LEGACY, "?").replace(foreign.header("X-Request-Id"), "!"))
                .contains("Request id: !.")
                .isEqualTo(unknown.body()
                        .replace("ffffffffffffffffffffffff", "?")
                        .replace(unknown.header("X-Request-Id"), "!"));
    }

    @Test
    void honoursInstancePatternsAndExpiry() {
        assertThat(gateway.patch("narrow", "orders-dev", CHANGE).status()).isEqualTo(200);
        assertThat(gateway.patch("narrow", "orders-prod", CHANGE).status()).isEqualTo(403);
        assertThat(gateway.patch("lapsed", "orders-dev", CHANGE).status()).isEqualTo(403);
    }

    @Test
    void refusesAnonymousCallersAndSaysHowToLogIn() {
        var reply = gateway.send(
                gateway.anonymous(path(RunningGateway.ORDERS, "orders-dev")).GET());
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errorCode()).isEqualTo("NO_CURRENT_USER");
        assertThat(reply.bearerChallenge()).isEqualTo("Bearer realm=\"atlas-gateway\"");
    }

    @Test
    void refusesWhatAGuardrailDeniesAndWarnsOfTheRest() {
        var denied = gateway.patch("payments", "orders-prod", "{\"terminationProtectionEnabled\":false}");
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.errorCode()).isEqualTo("GATEWAY_GUARDRAIL_VIOLATION");
        assertThat(denied.json().path("detail").asString())
                .isEqualTo("Guardrail keep-protection-in-production: termination protection stays on in production."
                        + " Ask the platform team about it. Request id: " + denied.header("X-Request-Id") + ".");
        var warned = gateway.patch("payments", "orders-dev", "{\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}");
        assertThat(warned.status()).isEqualTo(200);
        assertThat(warned.header("Warning")).contains("owner tag");
    }

    @Test
    void limitsATeamAndSaysWhenToRetry() {
        Reply last = null;
        for (int i = 0; i < 5; i++) {
            last = gateway.get("hasty", "orders-dev");
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.errorCode()).isEqualTo("RATE_LIMITED_TOKEN_BUCKET");
        assertThat(Long.parseLong(last.header("Retry-After"))).isPositive();
        assertThat(last.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(last.json().path("parameters").size()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?envelope=true", "?envelope=true&pretty=true"})
    void wrapsSuccessAndErrorInAnEnvelope(String query) {
        var success = gateway.send(gateway.update("payments", "orders-dev", query, CHANGE));
        assertThat(success.status()).isEqualTo(200);
        assertThat(success.json().path("status").intValue()).isEqualTo(200);
        assertThat(success.json().at("/content/name").asString()).isEqualTo("orders-dev");
        var error = gateway.send(gateway.update("search", "orders-dev", query, CHANGE));
        assertThat(error.status()).isEqualTo(403);
        assertThat(error.json().at("/content/errorCode").asString()).isEqualTo("USER_UNAUTHORIZED");
    }

    @Test
    void namesEveryViolationAtOnce() {
        var reply = gateway.patch("payments", "orders-dev", "{\"x\":1,\"tags\":[{\"key\":\"\"}]}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/badRequestDetail/fields").size()).isEqualTo(3);
    }

    @Test
    void answersUnknownPathsAndMethodsInTheFormOfTheContract() {
        assertThat(gateway.send(gateway.as("payments", "/api/nothing").GET()).errorCode())
                .isEqualTo("RESOURCE_NOT_FOUND");
        var unserved =
                gateway.send(gateway.as("payments", "/api/atlas/v1.0/nothing").GET());
        assertThat(unserved.status()).isEqualTo(501);
        assertThat(unserved.errorCode()).isEqualTo("GATEWAY_OPERATION_NOT_SERVED");
        assertThat(gateway.audited(unserved).getLast()).containsEntry("outcome", "refused");
        var reply = gateway.send(gateway.as("payments", path(RunningGateway.ORDERS, "orders-dev"))
                .DELETE());
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, PATCH");
    }

    @Test
    void keepsAValidRequestIdAndReplacesAnyOther() {
        var path = path(RunningGateway.ORDERS, "orders-dev");
        var valid = gateway.send(
                gateway.as("search", path).header("X-Request-Id", "my-id.1_2").GET());
        assertThat(valid.header("X-Request-Id")).isEqualTo("my-id.1_2");
        var invalid = gateway.send(
                gateway.as("search", path).header("X-Request-Id", "a b<>").GET());
        assertThat(invalid.header("X-Request-Id")).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0b6f7a52-9c1e-4d37-8a41-d2c3b4a59687#1",
                "Root=1-67891233-abcdef012345678912345678;Sampled=1",
                "projects/p/traces/105445aa7843bc8bf206b12000100000/1;o=1"
            })
    void keepsTheRequestIdOfAnotherGatewayBesideItsOwn(String sent) {
        var reply = gateway.send(
                gateway.update("payments", "orders-prod", "", CHANGE).header("X-Request-Id", sent));
        var row = gateway.audited(reply.header("X-Request-Id")).getFirst();
        assertThat(reply.header("X-Request-Id")).matches("[0-9a-f]{32}");
        assertThat(row.get("notes").toString()).contains("sent with X-Request-Id " + sent);
    }

    @Test
    void sendsNothingOfTheCallersToAtlas() {
        gateway.atlas().clearReceived();
        gateway.send(gateway.update("payments", "orders-dev", "?pretty=true&x=1", CHANGE)
                .header("Cookie", "a=b")
                .header("X-Forwarded-For", "1.2.3.4")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .header("tracestate", "vendor=secret")
                .header("baggage", "secret=s3cr3t")
                .header("Forwarded", "for=1.2.3.4")
                .header("X-Anything", "secret"));
        var arrived = gateway.atlas().received().getLast();
        assertThat(arrived.headers().keySet())
                .extracting(name -> name.toLowerCase(java.util.Locale.ROOT))
                .containsOnly(
                        "accept",
                        "authorization",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "traceparent",
                        "user-agent");
        assertThat(arrived.query()).isNullOrEmpty();
        assertThat(arrived.headers().toString()).contains("00-0af7651916cd43dd8448eb211c80319c-");
    }

    @Test
    void passesOnARefusalOfAtlas() {
        var paused = new Effect.Status(409, null, "CANNOT_UPDATE_PAUSED_CLUSTER", Effect.Body.JSON, false);
        gateway.atlas().orders(Fault.of(paused).on("PATCH"));
        var reply = gateway.patch("payments", "orders-dev", CHANGE);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.errorCode()).isEqualTo("CANNOT_UPDATE_PAUSED_CLUSTER");
        assertThat(gateway.audited(reply).getLast())
                .containsEntry("outcome", "refused")
                .containsEntry("atlas_status", 409)
                .containsEntry("atlas_error", "CANNOT_UPDATE_PAUSED_CLUSTER")
                .containsEntry("error_code", "CANNOT_UPDATE_PAUSED_CLUSTER");
    }

    @Test
    void retriesWhatWasNotAppliedAndReportsDoubt() {
        gateway.atlas().orders(Fault.status(503).on("PATCH").times(1));
        assertThat(gateway.patch("payments", "orders-dev", CHANGE).status()).isEqualTo(200);
        gateway.atlas().orders(Fault.resetAfterApplying().on("PATCH").times(3));
        var reply = gateway.patch("payments", "orders-dev", CHANGE);
        assertThat(reply.errorCode()).isEqualTo("GATEWAY_BAD_UPSTREAM_ANSWER");
        assertThat(reply.body()).contains("may have been made");
    }

    @Test
    void recordsACallBeforeAndAfter() {
        var reply = gateway.patch("payments", "orders-dev", CHANGE);
        var rows = gateway.audited(reply);
        assertThat(rows).extracting(row -> row.get("stage")).containsExactly("intent", "outcome");
        assertThat(rows.getLast()).containsEntry("outcome", "applied").containsEntry("team", "payments");
    }

    @Test
    void recordsARefusalOnce() {
        var rows = gateway.audited(gateway.patch("search", "orders-dev", CHANGE));
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst()).containsEntry("outcome", "refused").containsEntry("team", "search");
    }

    /** Short answers stay uncompressed, because compressing one costs a tenth of a call. */
    @Test
    void compressesLongAnswersForClientsThatAcceptIt() {
        assertThat(encoding(gateway.as("search", "/openapi.yaml"))).isEqualTo("gzip");
        assertThat(encoding(gateway.as("search", path(RunningGateway.ORDERS, "orders-dev"))))
                .isEmpty();
    }

    private String encoding(HttpRequest.Builder request) {
        var reply = gateway.send(request.header("Accept-Encoding", "gzip").GET());
        assertThat(reply.status()).isEqualTo(200);
        return reply.header("Content-Encoding");
    }
}
