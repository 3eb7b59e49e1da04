package dev.atlasgateway.explain;

import org.jspecify.annotations.Nullable;

/**
 * One step on a call's way, and what it says.
 *
 * @param name {@code caller}, {@code operation}, {@code access}, {@code quota}, {@code body}, {@code guardrail} or
 *     {@code forward}; of past calls also {@code audit}, and {@code gateway} where it failed itself
 * @param decidedBy the rule behind it as {@code kind:name}, the same as in the audit; null where it is nobody's rule
 */
public record Step(String name, Verdict verdict, @Nullable String decidedBy, String sentence) {

    /** What a step says. */
    public enum Verdict {
        PASSED,
        /** It passes, and the caller is warned. */
        WARNED,
        /** It passes, and the audit has a note. */
        NOTED,
        /** The call ends here. */
        REFUSED,
        /** Nobody can say, as something is not known. */
        OPEN
    }
}
