package dev.atlasgateway.document;

import dev.atlasgateway.policy.InvalidPolicyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains in sentences, instead of a stack trace, that an invalid policy document prevents the start. */
final class InvalidPolicyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPolicyException> {

    private static final int SHOWN = 100;

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidPolicyException cause) {
        var sentences = cause.sentences();
        var description = new StringBuilder("The policy document of this start is refused:\n\n");
        sentences.stream()
                .limit(SHOWN)
                .forEach(sentence -> description.append("    ").append(sentence).append('\n'));
        if (sentences.size() > SHOWN) {
            description.append("    … and ").append(sentences.size() - SHOWN).append(" more\n");
        }
        return new FailureAnalysis(
                description.toString(), "Correct the document and start again. The stored policy is unchanged.", cause);
    }
}
