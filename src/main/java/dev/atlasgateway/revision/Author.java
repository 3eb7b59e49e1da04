package dev.atlasgateway.revision;

import dev.atlasgateway.policy.field.PlainText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The author of a revision.
 *
 * @param name the name of the admin, or of the setting that made the change
 * @param reason one line for readers of the history
 * @param issuer the OpenID provider of the admin; null for the local admin and for settings
 * @param subject the {@code sub} there, which stays when the name changes
 */
public record Author(
        String name,
        String reason,
        @Nullable String issuer,
        @Nullable String subject) {

    private static final int MAX_REASON = 500;

    /** Creates an author who is known by the name. */
    public Author(String name, String reason) {
        this(name, reason, null, null);
    }

    /** Returns the same author with another reason. */
    public Author because(String other) {
        return new Author(name, other, issuer, subject);
    }

    /** Returns what is wrong with a reason, to be read after the field's name; empty if nothing is. */
    public static Optional<String> faultOfReason(String reason) {
        return reason.isEmpty() || reason.codePointCount(0, reason.length()) > MAX_REASON
                ? Optional.of("must be given in at most " + MAX_REASON
                        + " characters; the revision shows it to later readers")
                : PlainText.faultOfLine(reason);
    }
}
