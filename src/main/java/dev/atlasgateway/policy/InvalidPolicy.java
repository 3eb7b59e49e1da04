package dev.atlasgateway.policy;

import java.util.List;

/** A policy that is refused as a whole; says everything that is wrong with it, a sentence each. */
public final class InvalidPolicy extends RuntimeException {

    private final List<String> sentences;
    private final List<Fault> faults;

    private InvalidPolicy(List<String> sentences, List<Fault> faults) {
        super(String.join("\n", sentences), null, false, false);
        this.sentences = List.copyOf(sentences);
        this.faults = List.copyOf(faults);
    }

    public InvalidPolicy(List<String> sentences) {
        this(sentences, List.of());
    }

    public InvalidPolicy(String sentence) {
        this(List.of(sentence));
    }

    /** One that names the objects and fields at fault. */
    public static InvalidPolicy because(List<Fault> faults) {
        return new InvalidPolicy(faults.stream().map(Fault::toString).toList(), faults);
    }

    public List<String> sentences() {
        return sentences;
    }

    /** Where the faults are, if they are faults of objects; empty where the policy could not even be read. */
    public List<Fault> faults() {
        return faults;
    }

    /** The first sentence, and how many there are besides. */
    public String summary() {
        return sentences.size() == 1
                ? sentences.getFirst()
                : sentences.getFirst() + " (and " + (sentences.size() - 1) + " more)";
    }
}
