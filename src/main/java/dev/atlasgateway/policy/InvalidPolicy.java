package dev.atlasgateway.policy;

import java.util.List;

/** A policy that is refused as a whole; says everything that is wrong with it, a sentence each. */
final class InvalidPolicy extends RuntimeException {

    private final List<String> sentences;

    InvalidPolicy(List<String> sentences) {
        super(String.join("\n", sentences), null, false, false);
        this.sentences = List.copyOf(sentences);
    }

    InvalidPolicy(String sentence) {
        this(List.of(sentence));
    }

    List<String> sentences() {
        return sentences;
    }

    /** The first sentence, and how many there are besides. */
    String summary() {
        return sentences.size() == 1
                ? sentences.getFirst()
                : sentences.getFirst() + " (and " + (sentences.size() - 1) + " more)";
    }
}
