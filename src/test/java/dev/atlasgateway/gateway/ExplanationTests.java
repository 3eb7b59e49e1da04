package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.explain.ExplainedStep;
import dev.atlasgateway.explain.ExplainedStep.Verdict;
import dev.atlasgateway.explain.ExplanationService;
import dev.atlasgateway.explain.GrantSearch;
import dev.atlasgateway.explain.PastExplanation;
import dev.atlasgateway.explain.ProposedCall;
import dev.atlasgateway.history.CallReader;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.PipelineStep;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Explanations agree with what the running gateway does. */
@OnSharedGateway
class ExplanationTests {

    private static final String UNKNOWN = "ffffffffffffffffffffffff";

    private final RunningGateway gateway = RunningGateway.shared();
    private final ExplanationService explanations = gateway.part(ExplanationService.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payments | PATCH | orders  | orders-dev  | {\"terminationProtectionEnabled\":false}",
                "payments | PATCH | orders  | orders-prod | {\"terminationProtectionEnabled\":false}",
                "payments | PATCH | orders  | orders-dev  | {\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}",
                "payments | PATCH | orders  | orders-dev  | {}",
                "payments | PATCH | orders  | orders-dev  | {\"tags\":1,\"name\":2}",
                "payments | PATCH | orders  | orders-dev  | {\"tags\":[],\"tags\":[]}",
                "payments | PATCH | orders  | orders-dev  | nonsense",
                "payments | PATCH | orders  | -orders     | {}",
                "payments | PATCH | unknown | orders-dev  | {}",
                "payments | PATCH | short   | orders-dev  | {}",
                "payments | GET   | orders  | orders-dev  |",
                "search   | GET   | orders  | orders-dev  |",
                "search   | PATCH | orders  | orders-dev  | {}",
                "lapsed   | PATCH | orders  | orders-dev  | {}",
                "narrow   | PATCH | orders  | orders-dev  | {}",
                "narrow   | PATCH | orders  | orders-prod | {}"
            })
    void decidesAsThePipelineDoes(String team, String method, String project, String instance, String body) {
        var groupId = Map.of("orders", RunningGateway.ORDERS, "unknown", UNKNOWN, "short", "abc")
                .get(project);
        var reply = call(team, method, groupId, instance, body);
        var explanation = explanations.explain(question(team, method, groupId, instance, body));
        var audited = gateway.audited(reply).getLast();
        assertThat(explanation.verdict())
                .isEqualTo(audited.get("decision").equals("allowed") ? Verdict.PASSED : Verdict.REFUSED);
        assertThat(explanation.decidedBy())
                .hasToString(audited.get("decided_by").toString());
        assertThat(explanation.errorCode()).isEqualTo(audited.get("error_code"));
        assertThat(explanation.steps()).extracting(ExplainedStep::name).isSorted();
        if (explanation.verdict() == Verdict.REFUSED
                && !explanation.steps().getLast().name().equals(PipelineStep.GUARDRAIL)) {
            assertThat(reply.json().path("detail").asString())
                    .startsWith(explanation.steps().getLast().sentence());
        }

        var past = recorded(reply).flatMap(explanations::explain);
        if (audited.get("operation") != null && audited.get("decided_by").equals("contract")) {
            assertThat(past.orElseThrow().then().verdict()).isEqualTo(Verdict.REFUSED);
            assertThat(past.orElseThrow().then().decidedBy()).hasToString("contract");
            assertThat(past.orElseThrow().now().verdict()).isEqualTo(Verdict.OPEN); // that body is not recorded
        } else if (audited.get("operation") != null) {
            assertThat(past.orElseThrow().then().verdict()).isEqualTo(explanation.verdict());
            assertThat(past.orElseThrow().then().decidedBy()).isEqualTo(explanation.decidedBy());
            assertThat(past.orElseThrow().now().verdict()).isEqualTo(explanation.verdict());
        } else {
            assertThat(past).isEmpty();
        }
    }

    @Test
    void leavesNoTrace() {
        var question = question("hasty", "GET", RunningGateway.ORDERS, "orders-dev", null);
        var rows = gateway.store().sql("select count(*) from audit").query(Long.class);
        var before = rows.single();
        var left = explanations.explain(question).steps().stream()
                .map(ExplainedStep::sentence)
                .toList();
        for (int i = 0; i < 10; i++) {
            assertThat(explanations.explain(question).steps())
                    .extracting(ExplainedStep::sentence)
                    .isEqualTo(left);
        }
        assertThat(rows.single()).isEqualTo(before);
    }

    @Test
    void findsAnEmptyBucketAsThePipelineDoes() {
        var question = question("hasty", "GET", RunningGateway.ORDERS, "orders-dev", null);
        var reply = gateway.get("hasty", "orders-dev");
        for (int i = 0; i < 3; i++) {
            reply = gateway.get("hasty", "orders-dev");
        }
        var explanation = explanations.explain(question);
        assertThat(explanation.errorCode()).isEqualTo(reply.errorCode()).isEqualTo("RATE_LIMITED_TOKEN_BUCKET");
        assertThat(explanation.decidedBy())
                .hasToString(gateway.audited(reply).getLast().get("decided_by").toString());
    }

    @Test
    void endsAPastCallAtTheRecordedEmptyBucket() {
        var reply = gateway.get("hasty", "orders-dev");
        while (reply.status() == 200) {
            reply = gateway.get("hasty", "orders-dev");
        }
        var then = past(reply).then();
        assertThat(then.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(then.decidedBy()).hasToString("quota:team/hasty");
        assertThat(then.errorCode()).isEqualTo("RATE_LIMITED_TOKEN_BUCKET");
        assertThat(then.steps())
                .extracting(ExplainedStep::name, ExplainedStep::verdict)
                .endsWith(tuple(PipelineStep.ACCESS, Verdict.PASSED), tuple(PipelineStep.QUOTA, Verdict.REFUSED));
        assertThat(then.steps().getLast().sentence()).isEqualTo("The bucket of team hasty was empty.");
    }

    /** The same change with a record that refuses it at another step. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quota:unavailable    | GATEWAY_QUOTA_UNAVAILABLE    | QUOTA     | ACCESS",
                "contract             | VALIDATION_ERROR             | BODY      | BODY",
                "guardrail:on-state   | GATEWAY_GUARDRAIL_VIOLATION  | GUARDRAIL | GUARDRAIL",
                "atlas:current-state  | GATEWAY_UPSTREAM_UNAVAILABLE | GUARDRAIL | GUARDRAIL",
                "audit                | GATEWAY_AUDIT_UNAVAILABLE    | AUDIT     | GUARDRAIL",
                "audit:held-back      | GATEWAY_UPSTREAM_UNAVAILABLE | AUDIT     | GUARDRAIL",
                "gateway              | GATEWAY_INTERNAL_ERROR       | GATEWAY   | GUARDRAIL"
            })
    void endsAPastCallWhereTheRecordEndsIt(String by, String errorCode, PipelineStep last, PipelineStep before) {
        var reply = gateway.patch("payments", "orders-dev", "{\"terminationProtectionEnabled\":true}");
        var then = explanations
                .explain(refused(past(reply).call(), by, errorCode))
                .orElseThrow()
                .then();
        assertThat(then.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(then.decidedBy()).hasToString(by);
        assertThat(then.errorCode()).isEqualTo(errorCode);
        assertThat(then.steps())
                .extracting(ExplainedStep::name)
                .endsWith(before, last)
                .doesNotContain(PipelineStep.FORWARD);
        assertThat(then.steps().getLast().decidedBy()).hasToString(by);
        assertThat(then.steps().subList(0, then.steps().size() - 1))
                .extracting(ExplainedStep::verdict)
                .containsOnly(Verdict.PASSED);
    }

    @Test
    void passesTheQuotaOfAPastCallThatGotFurther() {
        var then = past(gateway.get("payments", "orders-dev")).then();
        assertThat(then.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(then.steps())
                .filteredOn(step -> step.name() == PipelineStep.QUOTA)
                .containsExactly(new ExplainedStep(
                        PipelineStep.QUOTA,
                        Verdict.PASSED,
                        null,
                        "The buckets had tokens left; how many is not recorded."));
    }

    @Test
    void endsOpenAtAnUnknownBody() {
        var explanation =
                explanations.explain(question("payments", "PATCH", RunningGateway.ORDERS, "orders-dev", null));
        assertThat(explanation.verdict()).isEqualTo(Verdict.OPEN);
        assertThat(explanation.steps().getLast().name()).isEqualTo(PipelineStep.BODY);
    }

    @Test
    void findsWhoMayChangeAnInstance() {
        var who = gateway.part(GrantSearch.class);
        assertThat(who.change(RunningGateway.ORDERS, "orders-prod"))
                .extracting(held -> held.grant().team())
                .containsExactlyInAnyOrder("payments", "hasty");
        assertThat(who.change(RunningGateway.ORDERS, "orders-dev"))
                .extracting(held -> held.grant().team())
                .containsExactlyInAnyOrder("payments", "hasty", "narrow");
        assertThat(who.team("lapsed"))
                .singleElement()
                .satisfies(held -> assertThat(held.works()).isFalse());
        assertThat(who.expiring(Duration.ofDays(30))).isEmpty();
        gateway.get("search", "orders-dev");
        assertThat(who.neverUsed())
                .extracting(held -> held.grant().team())
                .contains("lapsed")
                .doesNotContain("search");
    }

    private PastExplanation past(Reply reply) {
        return recorded(reply).flatMap(explanations::explain).orElseThrow();
    }

    private Optional<RecordedCall> recorded(Reply reply) {
        return gateway.part(CallReader.class)
                .showToExplain(reply.header("X-Request-Id"), new Admin("auditor", Set.of(AdminRole.AUDITOR), Set.of()));
    }

    private static RecordedCall refused(RecordedCall call, String by, String errorCode) {
        var atlas = new RecordedCall.Atlas(null, null, null, List.of());
        return new RecordedCall(
                call.id(),
                call.header(),
                call.caller(),
                call.request(),
                new RecordedCall.Decision(
                        false, DecidedBy.parse(by), call.decision().policyRevision(), List.of()),
                null,
                new RecordedCall.Result(Outcome.REFUSED, 503, errorCode, atlas, null, call.receivedAt()));
    }

    private Reply call(String team, String method, String groupId, String instance, String body) {
        var request = gateway.as(team, RunningGateway.path(groupId, instance));
        return gateway.send(
                body == null
                        ? request.GET()
                        : request.header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static ProposedCall question(String team, String method, String groupId, String instance, String body) {
        var operation = method.equals("GET") ? Operation.GET_SERVERLESS_INSTANCE : Operation.UPDATE_SERVERLESS_INSTANCE;
        return new ProposedCall(team, null, operation, groupId, instance, body, null);
    }
}
