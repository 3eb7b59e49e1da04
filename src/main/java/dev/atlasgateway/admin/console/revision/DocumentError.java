package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.document.DocumentFault;
import java.util.List;

/**
 * Error in a policy document, with its position.
 *
 * @param text the line with the error
 */
record DocumentError(int line, int column, String path, String sentence, String text) {

    static final int MAX_SHOWN = 100;

    static List<DocumentError> of(List<DocumentFault> faults, String yaml) {
        var lines = yaml.lines().toList();
        return faults.stream()
                .limit(MAX_SHOWN)
                .map(fault -> new DocumentError(
                        fault.line(),
                        fault.column(),
                        fault.path(),
                        fault.sentence(),
                        fault.line() <= lines.size() ? lines.get(fault.line() - 1) : ""))
                .toList();
    }
}
