package dev.atlasgateway.document;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/**
 * Collects what is wrong with a document, each fault at its place, and counts its secrets in plain text. Keeps the first
 * faults and counts the others, because a document may have a fault in each of a million values.
 */
final class DocumentFaults {

    static final int MAX = 1_000;

    private final List<DocumentFault> faults = new ArrayList<>();
    private int count;
    private int plainSecrets;

    void add(Mark mark, String path, String sentence) {
        add(mark.getLine() + 1, mark.getColumn() + 1, path, sentence);
    }

    /** Adds a fault of the document as a whole. */
    void add(String sentence) {
        add(1, 1, "", sentence);
    }

    private void add(int line, int column, String path, String sentence) {
        if (++count <= MAX) {
            faults.add(new DocumentFault(line, column, path, sentence));
        }
    }

    void addPlainSecret() {
        plainSecrets++;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    int count() {
        return count;
    }

    int plainSecrets() {
        return plainSecrets;
    }

    /** Returns the faults in the order of the document. If there are too many, the last one gives the number of the others. */
    List<DocumentFault> inOrder() {
        var inOrder = new ArrayList<>(faults);
        inOrder.sort(DocumentFault.IN_ORDER);
        if (count > MAX) {
            var last = inOrder.getLast();
            inOrder.add(new DocumentFault(
                    last.line(), last.column(), "", "and %,d more; correct these first".formatted(count - MAX)));
        }
        return List.copyOf(inOrder);
    }
}
