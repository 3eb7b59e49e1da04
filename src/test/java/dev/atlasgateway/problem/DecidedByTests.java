package dev.atlasgateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.problem.DecidedBy.RuleKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text form of the rule that decided a call. */
class DecidedByTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            emptyValue = "",
            value = {
                "access                       | ACCESS    | ''",
                "quota:team/orders            | QUOTA     | team/orders",
                "guardrail:one,two            | GUARDRAIL | one,two",
                "grant:a/b/GROUP_OWNER/x:y-*  | GRANT     | a/b/GROUP_OWNER/x:y-*",
                "audit:held-back              | AUDIT     | held-back"
            })
    void isParsedAndFormatted(String text, RuleKind kind, String name) {
        assertThat(DecidedBy.parse(text)).isEqualTo(new DecidedBy(kind, name)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weather", "weather:rain", ""})
    void keepsTheTextOfAnUnknownKind(String text) {
        assertThat(DecidedBy.parse(text)).hasToString(text);
        assertThat(DecidedBy.parse(text).kind()).isEqualTo(RuleKind.UNKNOWN);
        assertThat(DecidedBy.parse(text).names()).isEmpty();
    }

    @Test
    void namesEachGuardrail() {
        assertThat(DecidedBy.guardrails(List.of("one", "two")).names()).containsExactly("one", "two");
        assertThat(DecidedBy.parse("quota:team/orders").names()).containsExactly("team/orders");
    }

    @Test
    void knowsTheStepThatDecides() {
        assertThat(DecidedBy.of(RuleKind.CONTRACT).step(false)).isEqualTo(PipelineStep.OPERATION);
        assertThat(DecidedBy.of(RuleKind.CONTRACT).step(true)).isEqualTo(PipelineStep.BODY);
        assertThat(DecidedBy.CURRENT_STATE.step(true)).isEqualTo(PipelineStep.GUARDRAIL);
    }
}
