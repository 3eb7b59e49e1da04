package dev.atlasgateway.policy;

import java.util.List;

/** Rejects a policy as a whole, with a sentence for each fault. */
public final class InvalidPolicyException extends RuntimeException {

    private final List<String> sentences;
    private final List<Fault> faults;

    private InvalidPolicyException(List<String> sentences, List<Fault> faults) {
        super(String.join("\n", sentences), null, false, false);
        this.sentences = List.copyOf(sentences);
        this.faults = List.copyOf(faults);
    }

    public InvalidPolicyException(List<String> sentences) {
        this(sentences, List.of());
    }

    public InvalidPolicyException(String sentence) {
        this(List.of(sentence));
    }

    /** Rejects a policy because of faults of its objects. */
    public static InvalidPolicyException because(List<Fault> faults) {
        return new InvalidPolicyException(faults.stream().map(Fault::toString).toList(), faults);
    }

    public List<String> sentences() {
        return sentences;
    }

    /** Returns the faults of objects; empty if the policy could not even be read. */
    public List<Fault> faults() {
        return faults;
    }

    /** Returns the first sentence, and the number of the others. */
    public String summary() {
        return sentences.size() == 1
                ? sentences.getFirst()
                : sentences.getFirst() + " (and " + (sentences.size() - 1) + " more)";
    }
}
