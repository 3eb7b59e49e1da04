package dev.atlasgateway.admin.api;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import dev.atlasgateway.admin.api.request.Page;
import dev.atlasgateway.admin.api.request.Paging;
import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireReader;
import dev.atlasgateway.document.DocumentFault;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.explain.Backtest;
import dev.atlasgateway.explain.BacktestService;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Holding a draft against what has happened. */
@RestController
record BacktestController(BacktestService backtests, PolicyDocuments documents) {

    private static final String PATH = "/admin/api/v1/backtests";

    /**
     * What to try.
     *
     * @param document the whole policy as YAML, in place of the rest
     * @param mounted whether the document is the next version of the mounted file instead, beside which the rest stays
     * @param guardrail a new one, or one that takes the place of the one of its name
     * @param withoutGuardrails names of those to leave out
     * @param withoutGrants keys of those to leave out
     * @param to excluded; releases before 0.3.0 called it {@code until}
     */
    record Draft(
            @Nullable String document,
            @Nullable Boolean mounted,
            @Valid @Nullable DraftGuardrail guardrail,
            @Nullable List<String> withoutGuardrails,
            @Nullable List<String> withoutGrants,
            @NotNull Instant from,
            @JsonAlias("until") @NotNull Instant to) {

        List<Edit> edits(PolicyDocuments documents) {
            if (document != null) {
                var yaml = document.getBytes(StandardCharsets.UTF_8);
                var plan = documents.plan("document", yaml, isMounted());
                if (!plan.faults().isEmpty()) {
                    throw refused(plan.faults().stream().map(DocumentError::of).toList());
                }
                return plan.edits();
            }
            var edits = new ArrayList<Edit>();
            if (guardrail != null) {
                edits.add(new Edit.Put(guardrail.object()));
            }
            named(withoutGuardrails).forEach(name -> edits.add(new Edit.Remove(ObjectKind.GUARDRAIL, name)));
            named(withoutGrants).forEach(key -> edits.add(new Edit.Remove(ObjectKind.GRANT, key)));
            return edits;
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
            named(withoutGuardrails).forEach(name -> about.add("without guardrail " + name));
            named(withoutGrants).forEach(key -> about.add("without grant " + key));
            return about.isEmpty() ? "the policy as it is" : String.join(", ", about);
        }

        private boolean isMounted() {
            return Boolean.TRUE.equals(mounted);
        }

        private static List<String> named(@Nullable List<String> names) {
            return Objects.requireNonNullElse(names, List.of());
        }
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

    /** A fault of the draft's document, with its place. */
    record DocumentError(String pointer, int line, int column, String path, String detail) {

        static DocumentError of(DocumentFault fault) {
            return new DocumentError("/document", fault.line(), fault.column(), fault.path(), fault.sentence());
        }
    }

    @RequireReader
    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Backtest start(@Valid @RequestBody Draft draft, Admin admin) {
        try {
            return backtests.start(draft.edits(documents), draft.about(), draft.from(), draft.to(), admin.name());
        } catch (InvalidPolicyException e) {
            var guardrail = draft.guardrail();
            Predicate<PolicyObject> own =
                    object -> guardrail != null && guardrail.object().equals(object);
            throw refused(Problems.errors(e, own, "name").stream()
                    .map(error -> error.within("/guardrail"))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw refused(List.of(new Problems.FieldError("/from", String.valueOf(e.getMessage()))));
        } catch (BacktestService.TooMany e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage());
        }
    }

    @RequireReader
    @GetMapping(PATH)
    ResponseEntity<Page<Backtest>> known(@RequestParam Map<String, String> query, Admin admin) {
        var paging = Paging.of(query, List.of());
        var known = backtests.show(paging.after(), paging.limit() + 1, admin.name());
        var page = paging.page(known, Backtest::id, backtest -> backtest);
        return page.answer(PATH, query).body(page);
    }

    @RequireReader
    @GetMapping(PATH + "/{id}")
    Backtest show(@PathVariable String id, Admin admin) {
        return found(backtests.show(id, admin.name()));
    }

    /** Cancels a backtest. Its results so far can still be read. */
    @RequireReader
    @DeleteMapping(PATH + "/{id}")
    Backtest cancel(@PathVariable String id, Admin admin) {
        backtests.cancel(id, admin.name());
        return found(backtests.show(id, admin.name()));
    }

    private static RuntimeException refused(List<? extends Record> errors) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "The draft is refused; nothing was started.", errors);
    }

    private static Backtest found(Optional<Backtest> backtest) {
        return backtest.orElseThrow(() -> new ResponseStatusException(
                HttpStatus.NOT_FOUND, "There is no backtest of this id; results are kept a while only."));
    }
}
