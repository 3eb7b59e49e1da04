package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.form.MultipartForm;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A policy document that somebody wrote.
 *
 * @param planned the digest of the document of which the page showed what it would do; empty before that
 * @param yaml the document
 * @param mounted whether it is looked at as the next version of the mounted file, which is changed elsewhere
 */
record PolicyDocumentForm(long base, String planned, String yaml, boolean mounted, String why) implements Form {

    /** The revision of a form that names none; it is never the newest. */
    private static final long NONE = -1;

    static PolicyDocumentForm of(long base, String yaml) {
        return new PolicyDocumentForm(base, "", yaml, false, "");
    }

    /** What a page sent; an uploaded file takes the place of the document that was typed. */
    static PolicyDocumentForm sent(HttpServletRequest request) throws IOException, ServletException {
        var sent = new MultipartForm(request);
        var base = sent.field("base");
        return new PolicyDocumentForm(
                base.matches("\\d{1,18}") ? Long.parseLong(base) : NONE,
                sent.field("planned"),
                sent.fileOr("yaml").replace("\r\n", "\n"),
                sent.ticked("mounted"),
                FormFields.text(sent.field("why")));
    }

    /** The form whose document is about to be shown with what it would do to a revision. */
    PolicyDocumentForm plannedFor(long revision) {
        return new PolicyDocumentForm(revision, digest(), yaml, mounted, why);
    }

    /** Whether the document is the one that was planned. */
    boolean isPlanned() {
        return planned.equals(digest());
    }

    byte[] document() {
        return yaml.getBytes(StandardCharsets.UTF_8);
    }

    private String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }
}
