package dev.atlasgateway.admin.console.layout;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a call, as pages show it.
 *
 * @param tone {@code good}, {@code warn}, {@code bad}, {@code odd} or {@code plain}
 * @param verdict the tone in a word
 * @param after the time between the start of the call and this step; null if it is not recorded
 * @param rules the rules that decided the step
 */
public record StepView(
        String title, String tone, String verdict, @Nullable Duration after, String sentence, List<RuleLink> rules) {

    public static StepView passed(String title, String sentence, List<RuleLink> rules) {
        return new StepView(title, "good", "passed", null, sentence, rules);
    }

    public static StepView refused(String title, String sentence, List<RuleLink> rules) {
        return new StepView(title, "bad", "refused", null, sentence, rules);
    }

    public StepView after(Duration time) {
        return new StepView(title, tone, verdict, time.isNegative() ? Duration.ZERO : time, sentence, rules);
    }
}
