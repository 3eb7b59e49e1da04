package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.document.DocumentFault;
import java.util.List;

/**
 * Something wrong with a policy document, at its place.
 *
 * @param text the line that it stands on
 */
record DocumentError(int line, int column, String path, String sentence, String text) {

    static final int SHOWN = 100;

    static List<DocumentError> of(List<DocumentFault> faults, String yaml) {
        var lines = yaml.lines().toList();
        return faults.stream()
                .limit(SHOWN)
                .map(fault -> new DocumentError(
                        fault.line(),
                        fault.column(),
                        fault.path(),
                        fault.sentence(),
                        fault.line() <= lines.size() ? lines.get(fault.line() - 1) : ""))
                .toList();
    }
}
