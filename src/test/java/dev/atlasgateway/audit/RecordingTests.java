package dev.atlasgateway.audit;

import static dev.atlasgateway.audit.Calls.PAYMENTS;
import static dev.atlasgateway.audit.Calls.UPDATE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.audit.store.AuditColumn;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.AtlasResponse.Cause;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.guardrail.ApprovedChanges;
import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.testing.Postgres;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class RecordingTests {

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final StoredRows stored = StoredRows.in(database);
    private AuditReplica replica;

    @BeforeEach
    void start() {
        replica = AuditReplica.on(database);
    }

    @AfterEach
    void stop() {
        replica.close();
        database.close();
    }

    @Test
    void storesTheIntentBeforeTheCallToAtlasAndTheOutcomeBeforeTheAnswer() {
        var answer = recording(entry -> {
            entry.storeIntent(Calls.patch());
            assertThat(stored.stages()).containsExactly("intent");
            entry.noteResponse(Calls.answered(200, "{}"));
            return Calls.ok();
        });

        assertThat(answer.status()).isEqualTo(200);
        assertThat(stored.stages()).containsExactly("intent", "outcome:applied");
        assertThat(stored.column(AuditColumn.ID).stream().distinct()).hasSize(1);
    }

    @Test
    void hasAColumnForEverythingAndFillsIt() {
        var columns = stored.sql()
                .sql("select column_name from information_schema.columns where table_name = 'audit'")
                .query(String.class)
                .set();
        assertThat(Arrays.stream(AuditColumn.values()).map(AuditColumn::sql))
                .containsAll(columns.stream()
                        .filter(name -> !name.equals("seq") && !name.equals("recorded_at"))
                        .toList());

        try (var trace = MDC.putCloseable("trace.id", "0af7651916cd43dd8448eb211c80319c")) {
            recording(entry -> {
                entry.noteCall(UPDATE);
                entry.noteGrant(Calls.authorized());
                entry.noteChange(new Change(List.of(new Change.Tag("env", "prod")), true, false));
                entry.noteApproval(ApprovedChanges.violating(Calls.CHANGE, "no-untagged"));
                entry.storeIntent(Calls.patch());
                entry.noteResponse(Calls.answered(409, "{\"errorCode\":\"CLUSTER_BUSY\",\"detail\":\"not kept\"}"));
                return new ApiResponse(409, Map.of("X-Error-Code", "CLUSTER_BUSY"), new byte[0]);
            });
        }

        var intent = stored.rows().getFirst();
        var outcome = stored.rows().getLast();
        assertThat(outcome).containsEntry("team", "payments");
        assertThat(outcome)
                .containsEntry("client", "client")
                .containsEntry("issuer", "issuer")
                .containsEntry("replica", "replica")
                .containsEntry("address", "10.1.2.3")
                .containsEntry("trace_id", "0af7651916cd43dd8448eb211c80319c")
                .containsEntry("method", "PATCH")
                .containsEntry("operation", "updateServerlessInstance")
                .containsEntry("group_id", Calls.GROUP)
                .containsEntry("instance", "orders-dev")
                .containsEntry("policy_revision", 7L)
                .containsEntry("decision", "allowed")
                .containsEntry("decided_by", "grant:payments/" + Calls.GROUP + "/GROUP_OWNER/*")
                .containsEntry("account", "main")
                .containsEntry("target", "PATCH /api/atlas/v2/groups/" + Calls.GROUP + "/flexClusters/orders-dev")
                .containsEntry("atlas_status", 409)
                .containsEntry("atlas_error", "CLUSTER_BUSY")
                .containsEntry("outcome", "refused")
                .containsEntry("status", 409)
                .containsEntry("error_code", "CLUSTER_BUSY");
        assertThat(outcome.get("notes"))
                .hasToString("[\"guardrail:no-untagged\", \"serverlessBackupOptions not forwarded\"]");
        assertThat(outcome.get("sent")).hasToString("{\"tags\": [{\"key\": \"env\", \"value\": \"prod\"}]}");
        assertThat(outcome.get("change").toString())
                .contains("\"terminationProtectionEnabled\": true", "\"serverlessContinuousBackupEnabled\": false");
        assertThat(outcome.get("attempts").toString()).contains("\"status\": 409", "\"effect\": \"none\"");
        assertThat(outcome.values().stream().filter(java.util.Objects::isNull)).hasSize(3);
        assertThat(outcome)
                .containsEntry("path", null)
                .containsEntry("resource", null)
                .containsEntry("deadline", null);
        assertThat(intent)
                .containsEntry("resource", Calls.GROUP + "/orders-dev")
                .containsEntry("outcome", null);
        assertThat(intent.get("deadline")).isNotNull();
    }

    @Test
    void recordsARefusalInOneRowWithWhatDecidedIt() {
        var answer = recording(entry -> {
            entry.noteCall(UPDATE);
            throw Refusal.of(Problem.RATE_LIMITED_TOKEN_BUCKET, "Too many.")
                    .decidedBy(DecidedBy.parse("quota:team/payments"));
        });

        assertThat(answer.status()).isEqualTo(429);
        assertThat(stored.rows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("stage", "outcome")
                        .containsEntry("outcome", "refused")
                        .containsEntry("decision", "refused")
                        .containsEntry("decided_by", "quota:team/payments")
                        .containsEntry("error_code", "RATE_LIMITED_TOKEN_BUCKET")
                        .containsEntry("status", 429));
    }

    @Test
    void namesTheStepThatRefusedIfTheRefusalDoesNot() {
        recording(entry -> {
            throw Refusal.of(Problem.USER_UNAUTHORIZED, "No.");
        });
        recording(entry -> {
            throw Refusal.of(Problem.VALIDATION_ERROR, "No.");
        });

        assertThat(stored.column(AuditColumn.DECIDED_BY)).containsExactly("access", "contract");
    }

    @Test
    void recordsACallWithoutACaller() {
        var answer = replica.trail.recordRefusal(Calls.request(), Refusal.of(Problem.NO_CURRENT_USER, "Log in."));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(stored.rows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("team", null)
                        .containsEntry("outcome", "refused")
                        .containsEntry("decided_by", "caller")
                        .containsEntry("path", "/api/atlas/v1.0/groups/" + Calls.GROUP + "/serverless/*"));
    }

    @Test
    void answersAFixedTextForUnexpectedErrors() {
        var answer = recording(entry -> {
            throw new IllegalStateException("the password is hunter2");
        });

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.headers()).containsEntry("X-Error-Code", "GATEWAY_INTERNAL_ERROR");
        assertThat(new String(answer.body(), UTF_8)).doesNotContain("hunter2", "IllegalState", "may have been made");
        assertThat(stored.stages()).containsExactly("outcome:failed");
        assertThat(stored.column(AuditColumn.DECIDED_BY)).containsExactly("gateway");
    }

    @Test
    void recordsAChangeAsUnknownIfTheGatewayBreaksAfterItMayHaveBeenSent() {
        var answer = recording(entry -> {
            entry.storeIntent(Calls.patch());
            throw new StackOverflowError();
        });

        assertThat(stored.stages()).containsExactly("intent", "outcome:unknown");
        assertThat(new String(answer.body(), UTF_8)).contains("may have been made");
    }

    @Test
    void recordsEveryAttemptAndWhyThereWasNoAnswer() {
        recording(entry -> {
            entry.storeIntent(Calls.patch());
            entry.noteResponse(Calls.unanswered(
                    Cause.TIMED_OUT, Calls.attempt(503, Effect.NONE), Calls.attempt(0, Effect.UNKNOWN)));
            throw Refusal.of(Problem.GATEWAY_UPSTREAM_TIMEOUT, "Atlas did not answer in time.");
        });

        assertThat(stored.stages()).containsExactly("intent", "outcome:unknown");
        assertThat(stored.rows().getLast())
                .containsEntry("atlas_status", null)
                .containsEntry("atlas_error", "TIMED_OUT")
                .containsEntry("status", 504);
        assertThat(stored.rows().getLast().get("attempts").toString())
                .contains("\"status\": 503", "\"effect\": \"unknown\"", "\"error\": \"reset\"");
    }

    @Test
    void givesTheCallTheTimeLeftUntilItsDeadline() {
        var request = Calls.request();

        replica.trail.record(PAYMENTS, request, entry -> {
            assertThat(entry.storeIntent(Calls.patch()).deadline())
                    .isEqualTo(request.receivedAt().plus(AuditReplica.DEADLINE));
            return Calls.ok();
        });
    }

    @Test
    void countsEveryCallByTeamAndTimesItWithout() {
        recording(entry -> Calls.update(entry, Calls.patch()));
        replica.trail.recordRefusal(Calls.request(), Refusal.of(Problem.NO_CURRENT_USER, "Log in."));

        assertThat(counted("payments", "updateServerlessInstance", "applied", "2xx", "atlas"))
                .isOne();
        assertThat(counted("none", "none", "refused", "4xx", "gateway")).isOne();
        assertThat(replica.registry.get("gateway.calls").timers()).hasSize(2).allSatisfy(timer -> {
            assertThat(timer.count()).isOne();
            assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
            assertThat(timer.getId().getTag("team")).isNull();
        });
    }

    @Test
    void countsNoIntentAsPendingIfItsOutcomeCannotBeMade() {
        var unreadable = new AbstractMap<String, String>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                throw new IllegalStateException("broken");
            }
        };
        var answer = recording(entry -> {
            entry.storeIntent(Calls.patch());
            return new ApiResponse(200, unreadable, new byte[0]);
        });

        assertThat(answer.status()).isEqualTo(200);
        assertThat(replica.count("gateway.audit.lost", "cause", "unstorable")).isOne();
        assertThat(replica.gauge("gateway.audit.pending")).isZero();
    }

    @Test
    void recordsThePolicyRevisionThatRefusedAccess() {
        recording(entry -> {
            entry.noteCall(UPDATE);
            throw Refusal.of(Problem.USER_UNAUTHORIZED, "No.").withRevision(7);
        });

        assertThat(stored.rows())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("decided_by", "access").containsEntry("policy_revision", 7L));
    }

    @Test
    void tellsARateLimitOfAtlasFromAQuota() {
        var code = "RATE_LIMITED_TOKEN_BUCKET";
        recording(entry -> {
            entry.storeIntent(Calls.patch());
            entry.noteResponse(Calls.answered(429, "{\"errorCode\":\"" + code + "\"}"));
            return new ApiResponse(429, Map.of("X-Error-Code", code), new byte[0]);
        });
        replica.trail.recordRefusal(Calls.request(), Refusal.of(Problem.RATE_LIMITED_TOKEN_BUCKET, "Wait."));

        assertThat(counted("payments", "none", "refused", "4xx", "atlas")).isOne();
        assertThat(counted("none", "none", "refused", "4xx", "gateway")).isOne();
    }

    @Test
    void countsTheCallsThatAreUnderWay() {
        recording(entry -> {
            entry.storeIntent(Calls.patch());
            assertThat(replica.gauge("gateway.audit.pending")).isOne();
            return Calls.ok();
        });

        assertThat(replica.gauge("gateway.audit.pending")).isZero();
    }

    private double counted(String team, String operation, String outcome, String status, String answeredBy) {
        return replica.count(
                "gateway.team.calls",
                "team",
                team,
                "operation",
                operation,
                "outcome",
                outcome,
                "status",
                status,
                "answered_by",
                answeredBy);
    }

    private ApiResponse recording(Function<AuditEntry, ApiResponse> call) {
        return replica.trail.record(PAYMENTS, Calls.request(), call);
    }
}
