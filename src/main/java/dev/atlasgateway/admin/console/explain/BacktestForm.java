package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.Form;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.form.MultipartForm;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicySnapshot;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Form that starts a backtest of a draft: of a guardrail, or of a policy if {@code document} is not empty.
 *
 * <p>Its inputs are {@code name}, {@code mode} (of the guardrail; {@link #LEFT_OUT} to test the policy without it),
 * {@code expression} and {@code message}; {@code document} (the whole policy as YAML) and {@code mounted} (whether it is the
 * next version of the mounted file); {@code days} (the number of days before now; empty for {@code from} to {@code to}), and
 * {@code from} and {@code to}, each for a {@link DateTimeField}. An empty {@code to} means now.
 */
record BacktestForm(Form form) {

    static final String LEFT_OUT = "LEFT_OUT";

    private static BacktestForm of(Map<String, String> typed) {
        return new BacktestForm(Form.of(typed, Map.of()));
    }

    /** Reads the form that the page or the editor sent. */
    static BacktestForm read(HttpServletRequest request) throws IOException, ServletException {
        var sent = new MultipartForm(request);
        var typed = sent.fields(
                "name", "mode", "expression", "message", "mounted", "days", "from", "fromTime", "to", "toTime");
        typed.put("document", sent.fileOr("document"));
        return of(typed);
    }

    static BacktestForm empty() {
        return of(Map.of("mode", Mode.DENY.name(), "days", "7"));
    }

    /** Returns the form for a guardrail in force, to be changed or left out. */
    static BacktestForm of(Guardrail guardrail) {
        return of(Map.of(
                "name", guardrail.name(),
                "mode", guardrail.mode().name(),
                "expression", guardrail.expression(),
                "message", guardrail.message(),
                "days", "7"));
    }

    public String value(String input) {
        return form.value(input);
    }

    public boolean mounted() {
        return form.isTicked("mounted");
    }

    String document() {
        return FormFields.lines(form.typed().get("document"));
    }

    /** Returns the document for its field; empty if it is too long, because a long file is uploaded again. */
    public String editable() {
        return document().length() > MultipartForm.MAX_EDITABLE ? "" : document();
    }

    public DateTimeField begins() {
        return form.moment("from");
    }

    public DateTimeField ends() {
        return form.moment("to");
    }

    /** Period of the calls to replay. */
    record Span(Instant from, Instant to) {}

    @Nullable
    Span span(Instant now, FormErrors errors) {
        if (!value("days").isEmpty()) {
            var whole = FormFields.number("days", value("days"), errors);
            return new Span(now.minus(Duration.ofDays(Math.clamp(whole, 1, 366))), now);
        }
        var begins = begins().read("from", errors);
        var ends = ends().read("to", errors);
        if (begins == null && errors.of("from") == null) {
            errors.add("from", "must be a day such as 2027-01-31, or choose a number of days");
        }
        return begins == null ? null : new Span(begins, ends == null ? now : ends);
    }

    /** Returns the edits that put the draft of the guardrail into the policy. */
    List<Edit> guardrail(PolicySnapshot now, FormErrors errors) {
        var name = value("name");
        if (value("mode").equals(LEFT_OUT)) {
            if (now.find(ObjectKind.GUARDRAIL, name).isEmpty()) {
                errors.add("name", "must be the name of a guardrail in force, to leave it out");
            }
            return List.of(new Edit.Remove(ObjectKind.GUARDRAIL, name));
        }
        var chosen = FormFields.oneOf(Mode.class, "mode", value("mode"), errors);
        return chosen == null
                ? List.of()
                : List.of(new Edit.Put(new Guardrail(name, value("expression"), chosen, value("message"))));
    }

    String about() {
        return document().isEmpty()
                ? "guardrail %s (%s)"
                        .formatted(
                                value("name"),
                                value("mode").toLowerCase(Locale.ROOT).replace('_', ' '))
                : mounted() ? "the mounted file" : "a policy document";
    }
}
