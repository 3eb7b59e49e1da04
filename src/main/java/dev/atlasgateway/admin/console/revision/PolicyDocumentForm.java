package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.form.MultipartForm;
import dev.atlasgateway.policy.Sha256;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Form with a policy document.
 *
 * @param planned the digest of the document whose plan was shown; empty before the first plan
 * @param yaml the document
 * @param mounted whether it is planned as the next version of the mounted file
 */
record PolicyDocumentForm(long base, String planned, String yaml, boolean mounted, String why) implements Form {

    /** The revision of a form without one; it is never in force. */
    private static final long NONE = -1;

    static PolicyDocumentForm of(long base, String yaml) {
        return new PolicyDocumentForm(base, "", yaml, false, "");
    }

    /** Reads the form that a page sent. An uploaded file replaces the typed document. */
    static PolicyDocumentForm read(HttpServletRequest request) throws IOException, ServletException {
        var form = new MultipartForm(request);
        var base = form.field("base");
        return new PolicyDocumentForm(
                base.matches("\\d{1,18}") ? Long.parseLong(base) : NONE,
                form.field("planned"),
                form.fileOr("yaml").replace("\r\n", "\n"),
                form.isTicked("mounted"),
                FormFields.text(form.field("why")));
    }

    /** Returns the form to show with the plan for a revision. */
    PolicyDocumentForm plannedFor(long revision) {
        return new PolicyDocumentForm(revision, digest(), yaml, mounted, why);
    }

    /** Returns whether the plan of this document was shown. */
    boolean isPlanned() {
        return planned.equals(digest());
    }

    byte[] document() {
        return yaml.getBytes(StandardCharsets.UTF_8);
    }

    private String digest() {
        return Sha256.hex(yaml);
    }

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }
}
