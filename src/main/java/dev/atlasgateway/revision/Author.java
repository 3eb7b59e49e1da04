package dev.atlasgateway.revision;

import dev.atlasgateway.policy.field.PlainText;
import java.util.Optional;

/**
 * The author of a revision.
 *
 * @param name the name of the admin, or of the setting that made the change
 * @param reason one line for readers of the history
 */
public record Author(String name, String reason) {

    private static final int MAX_REASON = 500;

    /** Returns what is wrong with a reason, to be read after the field's name; empty if nothing is. */
    public static Optional<String> faultOfReason(String reason) {
        return reason.isEmpty() || reason.codePointCount(0, reason.length()) > MAX_REASON
                ? Optional.of("must be given in at most " + MAX_REASON
                        + " characters; the revision shows it to later readers")
                : PlainText.faultOfLine(reason);
    }
}
