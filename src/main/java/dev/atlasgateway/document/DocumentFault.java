package dev.atlasgateway.document;

import java.util.Comparator;

/**
 * A fault of a document, with its place.
 *
 * @param line the first is 1
 * @param column the first is 1
 * @param path the place, such as {@code grants[0].team}; empty for the document itself
 * @param sentence what is wrong and what would be right, to be read after the path
 */
public record DocumentFault(int line, int column, String path, String sentence) {

    static final Comparator<DocumentFault> IN_ORDER =
            Comparator.comparingInt(DocumentFault::line).thenComparingInt(DocumentFault::column);

    @Override
    public String toString() {
        return "%d:%d %s%s".formatted(line, column, path.isEmpty() ? "" : path + ": ", sentence);
    }
}
