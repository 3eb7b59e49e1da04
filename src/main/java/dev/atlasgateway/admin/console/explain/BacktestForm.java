package dev.atlasgateway.admin.console.explain;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.form.FormFields;
import dev.atlasgateway.admin.console.form.MultipartForm;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.Guardrail;
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
 * Asks for a draft to be held against the calls of a time: a guardrail, or where {@code document} is not empty a policy.
 *
 * @param mode of the guardrail; {@link #LEFT_OUT} for the policy without it
 * @param document YAML, the whole policy
 * @param mounted whether that is the next version of the mounted file instead
 * @param days that end now; empty for {@code from} to {@code until}
 * @param from a day, as {@link DateTimeField} reads it with {@code fromTime}
 * @param until a day, likewise; empty for now
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
        String until,
        String untilTime) {

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
        until = FormFields.text(until);
        untilTime = FormFields.text(untilTime);
    }

    /** What a page sent, or the editor. */
    static BacktestForm sent(HttpServletRequest request) throws IOException, ServletException {
        var sent = new MultipartForm(request);
        return new BacktestForm(
                sent.field("name"),
                sent.field("mode"),
                sent.field("expression"),
                sent.field("message"),
                sent.fileOr("document"),
                sent.ticked("mounted"),
                sent.field("days"),
                sent.field("from"),
                sent.field("fromTime"),
                sent.field("until"),
                sent.field("untilTime"));
    }

    /** The document as its field shows it; one from a file may be longer than a form takes, and is chosen anew. */
    public String editable() {
        return document.length() > MultipartForm.MAX_EDITABLE ? "" : document;
    }

    static BacktestForm empty() {
        return new BacktestForm("", Mode.DENY.name(), "", "", "", false, "7", "", "", "", "");
    }

    /** With one that is in force in it, to be changed or left out. */
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
        return DateTimeField.of(until, untilTime);
    }

    /** From when until when. */
    record Span(Instant from, Instant until) {}

    @Nullable
    Span span(Instant now, FormErrors errors) {
        if (!days.isEmpty()) {
            var whole = FormFields.number("days", days, errors);
            return new Span(now.minus(Duration.ofDays(Math.clamp(whole, 1, 366))), now);
        }
        var begins = begins().read("from", errors);
        var ends = ends().read("until", errors);
        if (begins == null && errors.of("from") == null) {
            errors.add("from", "must be a day such as 2027-01-31, or a number of days chosen");
        }
        return begins == null ? null : new Span(begins, ends == null ? now : ends);
    }

    /** What the draft of a guardrail makes of the policy. */
    List<Edit> guardrail(PolicySnapshot now, FormErrors errors) {
        if (mode.equals(LEFT_OUT)) {
            if (now.find(ObjectKind.GUARDRAIL, name).isEmpty()) {
                errors.add("name", "must be that of a guardrail in force, if it is to be left out");
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
