package dev.atlasgateway.admin.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.PlainText;
import dev.atlasgateway.revision.Author;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Asks everybody who changes the policy why. */
final class ChangeReason {

    static final String HEADER = "X-Change-Reason";

    private static final int MOST = 500;

    private ChangeReason() {}

    /** @param header null where there is none */
    static Author of(Admin admin, @Nullable String header) {
        var reason = header == null ? "" : decoded(header).strip();
        if (reason.isEmpty() || reason.codePointCount(0, reason.length()) > MOST) {
            throw Problems.badHeader(
                    HEADER,
                    "must say, in at most " + MOST
                            + " characters, why: it stands in the revision for those who come after");
        }
        PlainText.faultOfLine(reason).ifPresent(fault -> {
            throw Problems.badHeader(HEADER, fault);
        });
        return new Author(admin.name(), reason);
    }

    /** Headers are read as ISO 8859-1; whoever types in a terminal sends UTF-8. */
    private static String decoded(String header) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return header;
        }
    }
}
