package dev.atlasgateway.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Change.Tag;
import dev.atlasgateway.policy.Guardrail.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardrailLibraryTests {

    private static final Instant MONDAY_MORNING = Instant.parse("2026-11-23T09:30:00Z");

    private final ExpressionCompiler expressions = new ExpressionCompiler();

    static List<GuardrailTemplate> library() {
        return GuardrailLibrary.all();
    }

    @ParameterizedTest
    @MethodSource("library")
    void containsOnlyValidGuardrails(GuardrailTemplate template) {
        var guardrail = template.with(Map.of(), Mode.DENY);
        assertThat(expressions.faults(guardrail)).isEmpty();
        assertThat(expressions.warnings(guardrail)).isEmpty();
        assertThat(guardrail.expression() + guardrail.message()).doesNotContain("${");
        assertThat(guardrail.message()).hasSizeLessThan(200).doesNotEndWith(".");
    }

    @ParameterizedTest
    @CsvSource({
        "orders-prod, false, false",
        "orders-prod, true, true",
        "orders-dev, false, true",
        "prod, false, false",
        "orders-prod,, true",
        "products, false, true"
    })
    void keepsProductionProtected(String instance, Boolean protection, boolean passes) {
        var change = new Change(List.of(), protection, null);
        assertThat(passes("production-stays-protected", Map.of(), instance, change, MONDAY_MORNING))
                .isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"'owner,env', true", "'env,owner,more', true", "owner, false", "'', false", ", true"})
    void keepsRequiredTags(String keys, boolean passes) {
        assertThat(passes("required-tags", Map.of(), "any", tags(keys, "x"), MONDAY_MORNING))
                .isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"env, prod, true", "env, production, false", "other, production, true"})
    void keepsTagValuesToTheList(String key, String value, boolean passes) {
        assertThat(passes("tag-values", Map.of(), "any", tags(key, value), MONDAY_MORNING))
                .isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:00:00Z, UTC,           true",
        "2026-11-23T08:59:59Z, UTC,           false",
        "2026-11-23T15:59:59Z, UTC,           true",
        "2026-11-23T16:00:00Z, UTC,           false",
        "2026-11-22T12:00:00Z, UTC,           false",
        "2026-11-23T08:30:00Z, Europe/Berlin, true",
        "2026-11-23T15:30:00Z, Europe/Berlin, false",
        "2026-11-22T23:30:00Z, Asia/Tokyo,    false",
        "2026-11-23T00:30:00Z, Asia/Tokyo,    true"
    })
    void opensAndClosesTheChangeWindow(Instant at, String zone, boolean passes) {
        var values = Map.of("zone", List.of(zone));
        assertThat(passes("change-window", values, "orders-prod", Change.NONE, at))
                .isEqualTo(passes);
        assertThat(passes("change-window", values, "orders-dev", Change.NONE, at))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"frozen-2024, false", "orders-frozen-2024, true"})
    void leavesFrozenInstancesAlone(String instance, boolean passes) {
        assertThat(passes("frozen-instances", Map.of(), instance, Change.NONE, MONDAY_MORNING))
                .isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"IDLE, true", "UPDATING, false"})
    void waitsForIdleInstances(String state, boolean passes) {
        var guardrail =
                GuardrailLibrary.find("only-idle-instances").orElseThrow().with(Map.of(), Mode.DENY);
        var evaluation = guardrails()
                .dryRun(MONDAY_MORNING, reading -> Map.of("stateName", state), ignored -> {})
                .evaluate(ApprovedChanges.authorized(guardrail), Change.NONE);
        assertThat(evaluation.findings().getFirst().isViolated()).isNotEqualTo(passes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"') || ('' == '", "\\", "\\'", "${values}", "ünï“cøde", "]"})
    void quotesTheValuesOfParameters(String value) {
        var values = Map.of("tag", List.of("env"), "values", List.of(value));
        assertThat(passes("tag-values", values, "any", tags("env", value), MONDAY_MORNING))
                .isTrue();
        assertThat(passes("tag-values", values, "any", tags("env", "else"), MONDAY_MORNING))
                .isFalse();
    }

    @Test
    void namesAnInvalidParameter() {
        var window = GuardrailLibrary.find("change-window").orElseThrow();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.with(Map.of("from", List.of("nine")), Mode.DENY))
                .withMessage("from must be a whole number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.with(Map.of("until", List.of("25")), Mode.DENY))
                .withMessage("until must be an hour from 0 to 24");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.with(Map.of("zone", List.of("Mars/Olympus")), Mode.DENY))
                .withMessage("zone must be a time zone such as Europe/Berlin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.with(Map.of("zone", List.of()), Mode.DENY))
                .withMessage("zone takes one value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.with(Map.of("zones", List.of("UTC")), Mode.DENY))
                .withMessage("zones is not a parameter of change-window; use production, zone, from, until");
    }

    private boolean passes(String name, Map<String, List<String>> values, String instance, Change change, Instant at) {
        var guardrail = GuardrailLibrary.find(name).orElseThrow().with(values, Mode.DENY);
        assertThat(expressions.faults(guardrail)).isEmpty();
        var finding = guardrails()
                .dryRun(at, null, ignored -> {})
                .evaluate(ApprovedChanges.authorized(instance, guardrail), change)
                .findings()
                .getFirst();
        assertThat(finding.why()).isNull();
        return !finding.isViolated();
    }

    private Guardrails guardrails() {
        return new Guardrails(expressions, reading -> Map.of(), InstantSource.system(), new SimpleMeterRegistry());
    }

    private static Change tags(String keys, String value) {
        var tags = keys == null
                ? null
                : Arrays.stream(keys.split(","))
                        .filter(key -> !key.isEmpty())
                        .map(key -> new Tag(key, value))
                        .toList();
        return new Change(tags, null, null);
    }
}
