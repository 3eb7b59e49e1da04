package dev.atlasgateway.document;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Collects everything that is wrong with a document, each at its place, and counts its secrets in plain text. */
final class DocumentFaults {

    private final List<DocumentFault> faults = new ArrayList<>();
    private int plainSecrets;

    void add(Mark mark, String path, String sentence) {
        faults.add(new DocumentFault(mark.getLine() + 1, mark.getColumn() + 1, path, sentence));
    }

    /** Adds a fault of the document as a whole. */
    void add(String sentence) {
        faults.add(new DocumentFault(1, 1, "", sentence));
    }

    void addPlainSecret() {
        plainSecrets++;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    int size() {
        return faults.size();
    }

    int plainSecrets() {
        return plainSecrets;
    }

    /** Returns the faults in the order of the document. */
    List<DocumentFault> inOrder() {
        return faults.stream().sorted(DocumentFault.IN_ORDER).toList();
    }
}
