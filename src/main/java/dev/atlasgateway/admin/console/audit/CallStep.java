package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.RuleLink;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something on a call's way, in words.
 *
 * @param tone {@code good}, {@code warn}, {@code bad}, {@code odd} or {@code plain}
 * @param verdict the tone in a word
 * @param after how long after the call came; null where that is not recorded
 * @param rules that decided it
 */
record CallStep(
        String title, String tone, String verdict, @Nullable Duration after, String sentence, List<RuleLink> rules) {

    static CallStep passed(String title, String sentence, List<RuleLink> rules) {
        return new CallStep(title, "good", "passed", null, sentence, rules);
    }

    static CallStep refused(String title, String sentence, List<RuleLink> rules) {
        return new CallStep(title, "bad", "refused", null, sentence, rules);
    }

    CallStep at(Duration time) {
        return new CallStep(title, tone, verdict, time.isNegative() ? Duration.ZERO : time, sentence, rules);
    }
}
