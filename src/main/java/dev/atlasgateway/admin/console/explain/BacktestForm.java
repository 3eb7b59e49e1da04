package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.form.DateTimeField;
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
import org.jspecify.annotations.Nullable;

/**
 * Form that starts a backtest of a draft: of a guardrail, or of a policy if {@code document} is not empty.
 *
 * @param mode of the guardrail; {@link #LEFT_OUT} to test the policy without it
 * @param document the whole policy as YAML
 * @param mounted whether the document is the next version of the mounted file
 * @param days the number of days before now; empty for {@code from} to {@code to}
 * @param from a day, for a {@link DateTimeField} with {@code fromTime}
 * @param to a day, for a {@link DateTimeField} with {@code toTime}; empty for now
 */
record BacktestForm(
        String name,
        String mode,
        String expression,
        String message,
        String document,
        boolean mounted,
        String days,
        String from,
        String fromTime,
        String to,
        String toTime) {

    static final String LEFT_OUT = "LEFT_OUT";

    BacktestForm {
        name = FormFields.text(name);
        mode = FormFields.text(mode);
        expression = FormFields.lines(expression);
        message = FormFields.text(message);
        document = FormFields.lines(document);
        days = FormFields.text(days);
        from = FormFields.text(from);
        fromTime = FormFields.text(fromTime);
        to = FormFields.text(to);
        toTime = FormFields.text(toTime);
    }

    /** Reads the form that the page or the editor sent. */
    static BacktestForm read(HttpServletRequest request) throws IOException, ServletException {
        var form = new MultipartForm(request);
        return new BacktestForm(
                form.field("name"),
                form.field("mode"),
                form.field("expression"),
                form.field("message"),
                form.fileOr("document"),
                form.isTicked("mounted"),
                form.field("days"),
                form.field("from"),
                form.field("fromTime"),
                form.field("to"),
                form.field("toTime"));
    }

    /** Returns the document for its field; empty if it is too long, because a long file is uploaded again. */
    public String editable() {
        return document.length() > MultipartForm.MAX_EDITABLE ? "" : document;
    }

    static BacktestForm empty() {
        return new BacktestForm("", Mode.DENY.name(), "", "", "", false, "7", "", "", "", "");
    }

    /** Returns the form for a guardrail in force, to be changed or left out. */
    static BacktestForm of(Guardrail guardrail) {
        return new BacktestForm(
                guardrail.name(),
                guardrail.mode().name(),
                guardrail.expression(),
                guardrail.message(),
                "",
                false,
                "7",
                "",
                "",
                "",
                "");
    }

    public DateTimeField begins() {
        return DateTimeField.of(from, fromTime);
    }

    public DateTimeField ends() {
        return DateTimeField.of(to, toTime);
    }

    /** Period of the calls to replay. */
    record Span(Instant from, Instant to) {}

    @Nullable
    Span span(Instant now, FormErrors errors) {
        if (!days.isEmpty()) {
            var whole = FormFields.number("days", days, errors);
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
        if (mode.equals(LEFT_OUT)) {
            if (now.find(ObjectKind.GUARDRAIL, name).isEmpty()) {
                errors.add("name", "must be the name of a guardrail in force, to leave it out");
            }
            return List.of(new Edit.Remove(ObjectKind.GUARDRAIL, name));
        }
        var chosen = FormFields.oneOf(Mode.class, "mode", mode, errors);
        return chosen == null ? List.of() : List.of(new Edit.Put(new Guardrail(name, expression, chosen, message)));
    }

    String about() {
        return document.isEmpty()
                ? "guardrail %s (%s)"
                        .formatted(name, mode.toLowerCase(Locale.ROOT).replace('_', ' '))
                : mounted ? "the mounted file" : "a policy document";
    }
}
