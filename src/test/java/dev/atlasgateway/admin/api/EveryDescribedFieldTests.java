package dev.atlasgateway.admin.api;

import static dev.atlasgateway.admin.api.AdminApi.ADMIN;
import static dev.atlasgateway.admin.api.AdminApi.AUDITOR;
import static dev.atlasgateway.admin.api.AdminApi.GATEWAY;
import static dev.atlasgateway.gateway.RunningGateway.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.AnswerCheck;
import dev.atlasgateway.gateway.OnSharedGateway;
import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.gateway.RunningGateway;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.testing.CompanyLogin;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each field that the admin API describes comes in a real answer. That each field of an answer is described,
 * {@link RunningGateway#send} checks for all tests.
 */
@OnSharedGateway
class EveryDescribedFieldTests {

    private static final String PROJECT = "5f1c2e9b1d4a0012ab34cd57";
    private static final String GRANT = "grants/described/%s/GROUP_OWNER/described-*".formatted(ORDERS);
    private static final String OFF = "{\"terminationProtectionEnabled\":false}";

    private final Instant start = Instant.now().minusSeconds(1);

    @AfterEach
    void remove() {
        GATEWAY.atlas().clearFaults();
        List.of("guardrails/described", "guardrails/described-warns", "teams/described", "projects/" + PROJECT)
                .forEach(AdminApi::remove);
    }

    @Test
    void comesInAnAnswer() {
        var never = AnswerCheck.OF_ADMINS.neverSeen(() -> {
            policyObjects();
            pages();
            revisions();
            documents();
            calls();
            backtests();
            tools();
            problems();
        });
        assertThat(never).doesNotContain("Team.managedBy");
        never.removeIf(field -> field.endsWith(".managedBy")); // the mounted file of the tests has a team only
        never.remove("ExplainedCallRequest.path"); // only calls with an operation are explained, and have no path
        assertThat(never).isEmpty();
    }

    private static void policyObjects() {
        ok(ADMIN.put("teams/described", "{\"contact\":\"a@example.com\"}"));
        ok(ADMIN.put("projects/" + PROJECT, """
                {"name": "described", "account": "default", "contract": "flex", "contact": "a@example.com"}"""));
        ok(ADMIN.put(GRANT, "{\"expiresAt\":\"2099-01-01T00:00:00Z\",\"reason\":\"described\"}"));
        for (var name : List.of("described", "described-warns")) {
            ok(ADMIN.put("guardrails/" + name, """
                    {"expression": "instance != 'described-dev'", "mode": "%s", "message": "no"}""".formatted(name.equals("described") ? "audit" : "warn")));
        }
        for (var owner : List.of("teams/described", "projects/" + PROJECT)) {
            ok(ADMIN.put("quotas/" + owner, "{\"capacity\":100000,\"refill\":100000,\"period\":\"60s\"}"));
        }
        var created = ADMIN.post("clients", """
                {"team": "described", "kind": "api-key", "expiresAt": "2099-01-01T00:00:00Z"}""");
        ok(created);
        ok(ADMIN.get("clients/" + created.json().path("id").asString()));
        ok(ADMIN.get("teams/mounted"));
    }

    private static void pages() {
        for (var list : List.of(
                "teams",
                "clients",
                "projects",
                "grants",
                "guardrails",
                "quotas/teams",
                "quotas/projects",
                "revisions",
                "admin-events",
                "guardrail-library",
                "who-can/never-used")) {
            ok(AUDITOR.get(list + "?limit=1"));
        }
    }

    private static void revisions() {
        var now = AdminApi.revision();
        ok(AUDITOR.get("revisions/" + now));
        ok(AUDITOR.get("revisions/%d/diff?from=0&limit=1".formatted(now)));
        ok(AUDITOR.get("revisions/%d/restore-plan?limit=1".formatted(now - 5)));
        var made = revisionOf(ADMIN.put("teams/described", "{\"contact\":\"b@example.com\"}", "If-Match", "*"));
        var later = revisionOf(ADMIN.put("teams/described", "{\"contact\":\"c@example.com\"}", "If-Match", "*"));
        assertThat(ADMIN.post("revisions/%d:undo".formatted(made), "").status()).isEqualTo(409);
        ok(ADMIN.post("revisions/%d:undo".formatted(later), ""));
    }

    private static long revisionOf(Reply changed) {
        ok(changed);
        return Long.parseLong(changed.header("Policy-Revision"));
    }

    private static void documents() {
        ok(yaml("policy:plan", "teams: {}\ngrants: x"));
        ok(yaml("policy:plan", """
                guardrails: { probable: { expression: "change.tags.size() > 0", mode: audit, message: m } }"""));
        var export = AUDITOR.get("policy");
        ok(yaml("policy:apply", export.body(), "If-Match", export.header("ETag"), "X-Change-Reason", "the same"));
        assertThat(yaml("policy:apply", "grants: x", "If-Match", export.header("ETag"), "X-Change-Reason", "none")
                        .status())
                .isEqualTo(422);
    }

    private static Reply yaml(String path, String document, String... headers) {
        var request = GATEWAY.as(CompanyLogin.Person.ADMIN, "/admin/api/v1/" + path)
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(document));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return GATEWAY.send(request);
    }

    private static void calls() {
        GATEWAY.atlas().orders(Fault.resetBeforeApplying().on("PATCH"));
        recorded(GATEWAY.patch("payments", "described-reset", OFF)); // an attempt with an error
        GATEWAY.atlas().clearFaults();
        recorded(GATEWAY.patch("payments", "described-dev", OFF)); // a warning and a note
        GATEWAY.atlas().orders(Fault.status(409).on("PATCH"));
        recorded(GATEWAY.patch("payments", "described-refused", OFF)); // an error of Atlas
        GATEWAY.atlas().clearFaults();
        recorded(GATEWAY.patch("lapsed", "orders-dev", OFF)); // a grant that almost allows it
        recorded(GATEWAY.send(GATEWAY.as("payments", "/api/atlas/v1.0/groups/" + ORDERS + "/other"))); // a path
        var token = GATEWAY.company().accessToken(Map.of("team", "payments"), CompanyLogin.CALLS);
        recorded(GATEWAY.send(GATEWAY.anonymous(RunningGateway.path(ORDERS, "described-dev"))
                .header("Authorization", "Bearer " + token)
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .GET()));
        ok(AUDITOR.get("audit?limit=1"));
        ok(AUDITOR.get("statistics"));
        var closest = ADMIN.post("explain", """
                {"team": "described", "operation": "updateServerlessInstance", "groupId": "%s", "instance": "other"}""".formatted(ORDERS));
        assertThat(closest.json().path("closest")).isNotEmpty();
    }

    /** Shows the call and its explanation. Not every call can be explained. */
    private static void recorded(Reply call) {
        var id = call.header("X-Request-Id");
        Awaitility.await()
                .pollInSameThread()
                .until(() -> AUDITOR.get("audit/" + id).json().path("outcome").isString());
        AUDITOR.get("explain/" + id);
    }

    /** One for each kind of difference. */
    private void backtests() {
        GATEWAY.patch("payments", "described-plain", OFF);
        GATEWAY.patch("payments", "orders-prod", OFF);
        for (var draft : List.of(
                guardrail("deny"),
                guardrail("warn"),
                guardrail("audit"),
                "\"withoutGuardrails\": [\"keep-protection-in-production\"]",
                "\"withoutGuardrails\": [\"described-warns\"]")) {
            var body = "{%s, \"from\": \"%s\", \"to\": \"%s\"}".formatted(draft, start, Instant.now());
            var started = Awaitility.await()
                    .pollInSameThread()
                    .until(() -> ADMIN.post("backtests", body), reply -> reply.status() != 409);
            assertThat(started.status()).as(started.body()).isEqualTo(202);
            var path = "backtests/" + started.json().path("id").asString();
            Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(50, TimeUnit.MILLISECONDS)
                    .until(() -> ADMIN.get(path).json().path("state").asString().equals("DONE"));
        }
        ok(ADMIN.get("backtests?limit=1"));
    }

    private static String guardrail(String mode) {
        return """
                "guardrail": {"name": "draft", "expression": "instance != 'described-plain'", "mode": "%s", "message": "no"}""".formatted(mode);
    }

    private static void tools() {
        ok(ADMIN.post("guardrails:check", "{\"expression\":\"instnce\"}"));
        ok(ADMIN.post("guardrails:check", "{\"expression\":\"change.tags.size() > 0\"}"));
        ok(ADMIN.post("guardrail-library/required-tags", "{\"mode\":\"deny\"}"));
        ok(AUDITOR.get("who-can/change?groupId=" + ORDERS + "&limit=1"));
        ok(AUDITOR.get("who-can/teams/described"));
        ok(AUDITOR.get("who-can/teams/payments"));
        ok(GATEWAY.send(GATEWAY.anonymous("/admin/api/v1/sign-in")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"name\":\"admin\",\"password\":\"%s\"}".formatted(GATEWAY.adminPassword())))));
    }

    private static void problems() {
        rejected(422, ADMIN.put("teams/described", "{\"contct\":\"a\"}", "If-Match", "*"));
        rejected(400, ADMIN.get("teams?limit=0"));
        rejected(400, ADMIN.put("teams/described", "{}", "If-Match", "7"));
        rejected(412, ADMIN.put("teams/described", "{}", "If-Match", "\"other\""));
        rejected(409, ADMIN.put("teams/mounted", "{\"contact\":\"x\"}", "If-Match", "*"));
        ok(ADMIN.delete("teams/described?dependents=true", "If-Match", "*"));
    }

    private static void rejected(int status, Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    }

    private static void ok(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
    }
}
