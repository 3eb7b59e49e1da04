package dev.atlasgateway.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.contract.Change;
import dev.atlasgateway.guardrail.Finding.Result;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Guardrails that use the current state of the instance. */
class CurrentStateGuardrailTests {

    private static final Change UNPROTECTED = new Change(null, false, null);
    private static final Guardrail ONLY_IDLE =
            new Guardrail("idle", "current.stateName == 'IDLE'", Mode.DENY, "wait until it is idle");

    private final AtomicInteger reads = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void readsOnceForSeveralGuardrails() {
        var small = new Guardrail("small", "current.providerSettings.effectiveDiskSizeGBLimit <= 5", Mode.DENY, "big");
        assertThat(guardrails("IDLE")
                        .approve(ApprovedChanges.authorized(ONLY_IDLE, small), UNPROTECTED)
                        .violated())
                .isEmpty();
        assertThat(reads).hasValue(1);
    }

    @Test
    void refusesByTheCurrentState() {
        var authorized = ApprovedChanges.authorized(ONLY_IDLE);
        assertThat(catchThrowableOfType(
                        Refusal.class, () -> guardrails("UPDATING").approve(authorized, UNPROTECTED)))
                .satisfies(refusal -> assertThat(refusal.decidedBy()).hasToString("guardrail:idle"));
    }

    @Test
    void doesNotReadForACallThatAnotherGuardrailRefuses() {
        var authorized = ApprovedChanges.authorized(ONLY_IDLE, new Guardrail("never", "false", Mode.DENY, "never"));
        assertThat(catchThrowableOfType(
                        Refusal.class, () -> guardrails("UPDATING").approve(authorized, UNPROTECTED)))
                .satisfies(refusal -> assertThat(refusal.decidedBy()).hasToString("guardrail:never"));
        assertThat(reads).hasValue(0);
    }

    @Test
    void doesNotReadForReads() {
        guardrails("IDLE").approve(ApprovedChanges.grantedRead(ONLY_IDLE), Change.NONE);
        assertThat(reads).hasValue(0);
    }

    @Test
    void readsWithoutTheChange() {
        var guardrails = new Guardrails(
                new ExpressionCompiler(),
                reading -> {
                    assertThat(reading.change()).isEqualTo(Change.NONE);
                    return Map.of("stateName", "IDLE");
                },
                InstantSource.system(),
                meters);
        assertThat(guardrails
                        .approve(ApprovedChanges.authorized(ONLY_IDLE), UNPROTECTED)
                        .change())
                .isEqualTo(UNPROTECTED);
    }

    @Test
    void refusesIfTheReadFails() {
        var away = new Guardrails(
                new ExpressionCompiler(),
                reading -> {
                    throw Refusal.of(Problem.GATEWAY_UPSTREAM_TIMEOUT, "no answer");
                },
                InstantSource.system(),
                meters);
        var soft = new Guardrail("soft", "false", Mode.WARN, "mind this");
        assertThat(catchThrowableOfType(
                        Refusal.class, () -> away.approve(ApprovedChanges.authorized(ONLY_IDLE, soft), UNPROTECTED)))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).isEqualTo(Problem.GATEWAY_UPSTREAM_TIMEOUT);
                    assertThat(refusal.notes()).containsExactly("guardrail:soft");
                });
    }

    @Test
    void staysOpenIfAtlasMustNotBeRead() {
        var evaluation = guardrails("IDLE")
                .dryRun(Instant.now(), null, ignored -> {})
                .evaluate(ApprovedChanges.authorized(ONLY_IDLE), UNPROTECTED);
        assertThat(evaluation.findings()).extracting(Finding::result).containsExactly(Result.NOT_EVALUATED);
        assertThat(catchThrowableOfType(Refusal.class, evaluation::orRefuse)).satisfies(refusal -> {
            assertThat(refusal.decidedBy()).hasToString("guardrail:idle");
            assertThat(refusal.notes()).containsExactly("could not be evaluated: idle");
        });
        assertThat(reads).hasValue(0);
    }

    private Guardrails guardrails(String state) {
        return new Guardrails(
                new ExpressionCompiler(),
                reading -> {
                    reads.incrementAndGet();
                    return Map.of("stateName", state, "providerSettings", Map.of("effectiveDiskSizeGBLimit", 5L));
                },
                InstantSource.system(),
                meters);
    }
}
