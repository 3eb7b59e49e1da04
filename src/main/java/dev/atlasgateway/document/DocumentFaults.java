package dev.atlasgateway.document;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Everything wrong with a document, each at its place. */
final class DocumentFaults {

    private final List<DocumentFault> faults = new ArrayList<>();

    void add(Mark mark, String path, String sentence) {
        faults.add(new DocumentFault(mark.getLine() + 1, mark.getColumn() + 1, path, sentence));
    }

    /** What is wrong with the document as a whole. */
    void add(String sentence) {
        faults.add(new DocumentFault(1, 1, "", sentence));
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** In the order of the document. */
    List<DocumentFault> inOrder() {
        return faults.stream().sorted(DocumentFault.IN_ORDER).toList();
    }
}
