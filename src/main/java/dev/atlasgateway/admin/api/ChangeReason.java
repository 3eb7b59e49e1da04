package dev.atlasgateway.admin.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.revision.Author;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Reads the reason that every change of the policy must have. */
final class ChangeReason {

    static final String HEADER = "X-Change-Reason";

    private ChangeReason() {}

    /** @param header null if it is absent */
    static Author of(Admin admin, @Nullable String header) {
        var reason = header == null ? "" : decode(header).strip();
        Author.faultOfReason(reason).ifPresent(fault -> {
            throw Problems.badHeader(HEADER, fault);
        });
        return admin.author(reason);
    }

    /** Decodes UTF-8, which terminals send, from a header that was read as ISO 8859-1. */
    private static String decode(String header) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return header;
        }
    }
}
