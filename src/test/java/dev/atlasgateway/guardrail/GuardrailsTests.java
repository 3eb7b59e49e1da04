package dev.atlasgateway.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Change.Tag;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardrailsTests {

    /** A Monday, half past nine. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T09:30:00Z"));

    private static final Change TAGGED = new Change(List.of(new Tag("env", "prod")), null, null);
    private static final Change UNPROTECTED = new Change(null, false, null);

    private static final CurrentStateReader NO_READER = reading -> {
        throw new AssertionError("Atlas was read, but no guardrail uses the current state");
    };

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ExpressionCompiler expressions = new ExpressionCompiler();
    private final Guardrails guardrails = new Guardrails(expressions, NO_READER, CLOCK, meters);

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "protection stays on @ !has(change.terminationProtectionEnabled) || change.terminationProtectionEnabled @ false",
                "not for this pattern @ !instance.matches('^orders-.*$')                                                 @ false",
                "of another team      @ team == 'payments' && project.name == 'orders'                                   @ true",
                "in office hours      @ now.getDayOfWeek() == 1 && now.getHours() < 17                                   @ true",
                "after hours only     @ now.getHours() >= 17                                                             @ false",
                "no tags to check     @ !has(change.tags) || change.tags.exists(tag, tag.key == 'owner')                 @ true",
                "the operation        @ operation == 'updateServerlessInstance'                                          @ true"
            })
    void decidesByTheExpression(String name, String expression, boolean passes) {
        assertThat(passes(UNPROTECTED, deny(name, expression))).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "change.tags.exists(tag, tag.key == 'env')                                            @ true",
                "change.tags.exists(tag, tag.key == 'owner')                                          @ false",
                "change.tags.all(tag, tag.key != 'env' || tag.value in ['prod', 'dev'])               @ true",
                "change.tags.all(tag, tag.key != 'env' || tag.value in ['staging'])                   @ false",
                "size(change.tags) == 1                                                               @ true"
            })
    void seesTheTags(String expression, boolean passes) {
        assertThat(passes(TAGGED, deny("tags", expression))).isEqualTo(passes);
    }

    @Test
    void namesEveryGuardrailThatDenies() {
        var refusal = refusal(UNPROTECTED, deny("one", "false"), deny("two", "true"), deny("three", "false"));
        assertThat(refusal.problem()).isEqualTo(Problem.GATEWAY_GUARDRAIL_VIOLATION);
        assertThat(refusal.detail())
                .isEqualTo(
                        "Guardrail one: because of one. Guardrail three: because of three. Ask the platform team about it.");
        assertThat(refusal.decidedBy()).hasToString("guardrail:one,three");
    }

    @Test
    void warnsOrNotesByItsMode() {
        var warn = new Guardrail("soft", "false", Mode.WARN, "mind this");
        var note = new Guardrail("quiet", "false", Mode.AUDIT, "noted");
        var approved = guardrails.approve(ApprovedChanges.authorized(warn, note), UNPROTECTED);
        assertThat(approved.warnings()).containsExactly("Guardrail soft: mind this.");
        assertThat(approved.violated()).containsExactlyInAnyOrder("soft", "quiet");
        assertThat(meters.get("gateway.guardrail.hits")
                        .tag("mode", "warn")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void notesTheOtherGuardrailsThatARefusedChangeViolates() {
        var refusal = refusal(
                UNPROTECTED,
                new Guardrail("a-failing", "1 / (1 - 1) == 1", Mode.DENY, "failing"),
                deny("b-denies", "false"),
                new Guardrail("c-soft", "false", Mode.WARN, "mind this"),
                new Guardrail("d-quiet", "false", Mode.AUDIT, "noted"),
                new Guardrail("e-holds", "true", Mode.AUDIT, "noted"));
        assertThat(refusal.decidedBy()).hasToString("guardrail:a-failing,b-denies");
        assertThat(refusal.notes())
                .containsExactly("guardrail:c-soft", "guardrail:d-quiet", "could not be evaluated: a-failing");
    }

    @Test
    void countsAFailedEvaluationAsViolated() {
        assertThat(passes(UNPROTECTED, deny("no tags here", "change.tags.exists(tag, tag.key == 'env')")))
                .isFalse();
        assertThat(passes(UNPROTECTED, deny("division", "1 / (1 - 1) == 1"))).isFalse();
    }

    @Test
    void endsAnEvaluationThatTakesTooManySteps() {
        var tags = IntStream.range(0, 50)
                .mapToObj(number -> new Tag("tag" + number, "x"))
                .toList();
        var squared = "change.tags.all(a, change.tags.all(b, a.value == b.value))";
        var cubed = "change.tags.all(a, change.tags.all(b, change.tags.all(c, a.value == b.value)))";
        assertThat(passes(new Change(tags, null, null), deny("2,500 steps", squared)))
                .isTrue();
        assertThat(passes(new Change(tags, null, null), deny("125,000 steps", cubed)))
                .isFalse();
    }

    @Test
    void warnsOfAFailedEvaluationInModeWarn() {
        var failing = "change.tags.exists(tag, tag.key == 'env')";
        var approved = guardrails.approve(
                ApprovedChanges.authorized(new Guardrail("soft", failing, Mode.WARN, "mind this")), UNPROTECTED);
        assertThat(approved.warnings()).containsExactly("Guardrail soft could not be evaluated for this change.");
    }

    @Test
    void tellsARefusedCallerThatAGuardrailCouldNotBeEvaluated() {
        var refusal = refusal(
                UNPROTECTED, deny("no tags here", "change.tags.exists(tag, tag.key == 'env')"), deny("false", "false"));
        assertThat(refusal.detail())
                .isEqualTo("Guardrail false: because of false."
                        + " Guardrail no tags here could not be evaluated for this change."
                        + " Ask the platform team about it.");
    }

    @Test
    void letsReadsPass() {
        assertThat(guardrails
                        .approve(ApprovedChanges.grantedRead(deny("never", "false")), Change.NONE)
                        .violated())
                .isEmpty();
    }

    private boolean passes(Change change, Guardrail guardrail) {
        return refusal(change, guardrail) == null;
    }

    private Refusal refusal(Change change, Guardrail... rules) {
        var authorized = ApprovedChanges.authorized(rules);
        return catchThrowableOfType(Refusal.class, () -> guardrails.approve(authorized, change));
    }

    private static Guardrail deny(String name, String expression) {
        return new Guardrail(name, expression, Mode.DENY, "because of " + name);
    }
}
