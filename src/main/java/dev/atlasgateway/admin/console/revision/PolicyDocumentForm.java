package dev.atlasgateway.admin.console.revision;

import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.MultipartForm;
import dev.atlasgateway.policy.Sha256;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Form with a policy document. Its input {@code planned} has the digest of the document whose plan was shown, and
 * {@code mounted} tells whether it is planned as the next version of the mounted file.
 */
record PolicyDocumentForm(Form form) {

    private static final String PLANNED = "planned";

    static PolicyDocumentForm of(long base, String yaml) {
        return new PolicyDocumentForm(Form.of(Map.of("yaml", yaml), Map.of()).at(base));
    }

    /** Reads the form that a page sent. An uploaded file replaces the typed document. */
    static PolicyDocumentForm read(HttpServletRequest request) throws IOException, ServletException {
        var sent = new MultipartForm(request);
        var typed = sent.fields("base", PLANNED, "mounted", "why");
        typed.put("yaml", sent.fileOr("yaml").replace("\r\n", "\n"));
        return new PolicyDocumentForm(Form.of(typed, Map.of()));
    }

    /** Returns the form to show with the plan for a revision. */
    Form plannedFor(long revision) {
        return form.at(revision).with(Map.of(PLANNED, Sha256.hex(yaml())));
    }

    /** Returns whether the plan of this document was shown. */
    boolean isPlanned() {
        return form.value(PLANNED).equals(Sha256.hex(yaml()));
    }

    boolean isMounted() {
        return form.isTicked("mounted");
    }

    /** Whether a browser would be slow with the document in a field. */
    boolean isLong() {
        return document().length > MultipartForm.MAX_EDITABLE;
    }

    String yaml() {
        return form.typed().getOrDefault("yaml", "");
    }

    byte[] document() {
        return yaml().getBytes(StandardCharsets.UTF_8);
    }
}
