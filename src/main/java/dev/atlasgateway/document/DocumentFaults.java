package dev.atlasgateway.document;

import dev.atlasgateway.policy.InvalidPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Everything wrong with a document, each at its place, told together in the order of the document. */
final class DocumentFaults {

    private final String document;
    private final List<Located> faults = new ArrayList<>();

    DocumentFaults(String document) {
        this.document = document;
    }

    void add(Mark mark, String path, String sentence) {
        faults.add(new Located(
                mark.getLine() + 1, mark.getColumn() + 1, path.isEmpty() ? sentence : path + ": " + sentence));
    }

    /** @throws InvalidPolicy if there are any */
    void orThrow() {
        if (!faults.isEmpty()) {
            throw new InvalidPolicy(faults.stream()
                    .sorted(Comparator.comparingInt(Located::line).thenComparingInt(Located::column))
                    .map(fault -> "%s:%d:%d %s".formatted(document, fault.line, fault.column, fault.text))
                    .toList());
        }
    }

    private record Located(int line, int column, String text) {}
}
