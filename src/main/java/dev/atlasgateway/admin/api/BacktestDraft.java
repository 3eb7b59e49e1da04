package dev.atlasgateway.admin.api;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import dev.atlasgateway.admin.api.request.BodyLimit;
import dev.atlasgateway.admin.api.request.Problems.FieldError;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Spelling;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Draft to test on past calls.
 *
 * @param document replaces the whole policy, as YAML
 * @param mounted whether the document is the next version of the mounted file instead, and replaces only its objects
 * @param guardrail added to the policy, or replaces the guardrail of its name
 * @param withoutGuardrails names of guardrails to remove from the draft
 * @param withoutGrants keys of grants to remove from the draft
 * @param to excluded; releases before 0.3.0 called it {@code until}
 */
@BodyLimit(withDocument = true)
record BacktestDraft(
        @Nullable String document,
        @Nullable Boolean mounted,
        @Valid @Nullable DraftGuardrail guardrail,
        List<@Nullable String> withoutGuardrails,
        List<@Nullable String> withoutGrants,
        @NotNull Instant from,
        @JsonAlias("until") @NotNull Instant to) {

    /** A body has room for more names than the gateway should compare with those of the policy. */
    private static final int MAX_ERRORS = 100;

    BacktestDraft {
        withoutGuardrails = Objects.requireNonNullElse(withoutGuardrails, List.of());
        withoutGrants = Objects.requireNonNullElse(withoutGrants, List.of());
    }

    /**
     * A guardrail that is not saved.
     *
     * @param mode such as {@code deny}; releases before 0.3.0 wrote {@code DENY}
     */
    record DraftGuardrail(
            @NotBlank String name,
            @NotBlank String expression,

            @JsonFormat(with = ACCEPT_CASE_INSENSITIVE_VALUES) @NotNull
            Mode mode,

            @NotBlank String message) {

        Guardrail object() {
            return new Guardrail(name, expression, mode, message);
        }
    }

    boolean isMounted() {
        return Boolean.TRUE.equals(mounted);
    }

    /** Returns the edits of a draft without a document. */
    List<Edit> edits() {
        var edits = new ArrayList<Edit>();
        if (guardrail != null) {
            edits.add(new Edit.Put(guardrail.object()));
        }
        withoutGuardrails.forEach(name -> edits.add(new Edit.Remove(ObjectKind.GUARDRAIL, String.valueOf(name))));
        withoutGrants.forEach(key -> edits.add(new Edit.Remove(ObjectKind.GRANT, String.valueOf(key))));
        return edits;
    }

    /** Returns the first fields that the backtest would ignore: with them it would not test the draft that was meant. */
    List<FieldError> ignored(PolicySnapshot now) {
        var errors = new ArrayList<FieldError>();
        if (document == null && isMounted()) {
            errors.add(new FieldError("/mounted", "needs document, the next version of the mounted file"));
        }
        if (document != null && guardrail != null) {
            errors.add(new FieldError("/guardrail", "cannot be combined with document"));
        }
        addIgnored(ObjectKind.GUARDRAIL, "/withoutGuardrails", withoutGuardrails, now, errors);
        addIgnored(ObjectKind.GRANT, "/withoutGrants", withoutGrants, now, errors);
        return errors;
    }

    private void addIgnored(
            ObjectKind kind, String field, List<@Nullable String> keys, PolicySnapshot now, List<FieldError> errors) {
        if (document != null && !keys.isEmpty()) {
            errors.add(new FieldError(field, "cannot be combined with document"));
            return;
        }
        var known = now.objects(kind).stream().map(PolicyObject::key).toList();
        for (int i = 0; i < keys.size() && errors.size() < MAX_ERRORS; i++) {
            var key = String.valueOf(keys.get(i));
            if (kind == ObjectKind.GUARDRAIL
                    && guardrail != null
                    && guardrail.name().equals(key)) {
                errors.add(new FieldError(field + "/" + i, "is the guardrail of the draft; send only one of the two"));
            } else if (now.find(kind, key).isEmpty()) {
                errors.add(new FieldError(
                        field + "/" + i, "is not a %s in force".formatted(kind) + Spelling.hint(key, known)));
            }
        }
    }

    String about() {
        if (document != null) {
            return isMounted() ? "the mounted file" : "a policy document";
        }
        var about = new ArrayList<String>();
        if (guardrail != null) {
            about.add("guardrail %s (%s)"
                    .formatted(guardrail.name(), guardrail.mode().name().toLowerCase(Locale.ROOT)));
        }
        withoutGuardrails.forEach(name -> about.add("without guardrail " + name));
        withoutGrants.forEach(key -> about.add("without grant " + key));
        return about.isEmpty() ? "the policy as it is" : String.join(", ", about);
    }
}
