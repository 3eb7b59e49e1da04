package dev.atlasgateway.admin;

import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.explain.Backtest;
import dev.atlasgateway.explain.Backtests;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.Guardrail.Mode;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.signin.Admin;
import dev.atlasgateway.signin.ForReaders;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Holding a draft against what has happened. */
@RestController
class BacktestController {

    private final Backtests backtests;
    private final PolicyDocuments documents;

    BacktestController(Backtests backtests, PolicyDocuments documents) {
        this.backtests = backtests;
        this.documents = documents;
    }

    /**
     * What to try.
     *
     * @param document the whole policy as YAML, in place of the rest
     * @param mounted whether the document is the next version of the mounted file instead, beside which the rest stays
     * @param guardrail a new one, or one that takes the place of the one of its name
     * @param withoutGuardrails names of those to leave out
     * @param withoutGrants keys of those to leave out
     */
    record Draft(
            @Nullable String document,
            @Nullable Boolean mounted,
            @Valid @Nullable DraftGuardrail guardrail,
            @Nullable List<String> withoutGuardrails,
            @Nullable List<String> withoutGrants,
            @NotNull Instant from,
            @NotNull Instant until) {

        List<Edit> edits(PolicyDocuments documents) {
            if (document != null) {
                var yaml = document.getBytes(StandardCharsets.UTF_8);
                var plan = isMounted() ? documents.planMounted("document", yaml) : documents.plan("document", yaml);
                if (!plan.faults().isEmpty()) {
                    throw new InvalidPolicy(
                            plan.faults().stream().map(Object::toString).toList());
                }
                return plan.edits();
            }
            var edits = new ArrayList<Edit>();
            if (guardrail != null) {
                edits.add(new Edit.Put(new Guardrail(
                        guardrail.name(), guardrail.expression(), guardrail.mode(), guardrail.message())));
            }
            named(withoutGuardrails).forEach(name -> edits.add(new Edit.Remove(Kind.GUARDRAIL, name)));
            named(withoutGrants).forEach(key -> edits.add(new Edit.Remove(Kind.GRANT, key)));
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
            return String.join(", ", about);
        }

        private boolean isMounted() {
            return Boolean.TRUE.equals(mounted);
        }

        private static List<String> named(@Nullable List<String> names) {
            return Objects.requireNonNullElse(names, List.of());
        }
    }

    /** A guardrail that is not saved. */
    record DraftGuardrail(
            @NotBlank String name,
            @NotBlank String expression,
            @NotNull Mode mode,
            @NotBlank String message) {}

    @ForReaders
    @PostMapping("/admin/api/v1/backtests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Backtest start(@Valid @RequestBody Draft draft, Admin admin) {
        try {
            return backtests.start(draft.edits(documents), draft.about(), draft.from(), draft.until(), admin.name());
        } catch (InvalidPolicy | IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage());
        } catch (Backtests.TooMany e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage());
        }
    }

    @ForReaders
    @GetMapping("/admin/api/v1/backtests")
    List<Backtest> known(Admin admin) {
        return backtests.showAll(admin.name());
    }

    @ForReaders
    @GetMapping("/admin/api/v1/backtests/{id}")
    Backtest show(@PathVariable String id, Admin admin) {
        return found(backtests.show(id, admin.name()));
    }

    /** What was found so far stays to be read. */
    @ForReaders
    @DeleteMapping("/admin/api/v1/backtests/{id}")
    Backtest cancel(@PathVariable String id, Admin admin) {
        backtests.cancel(id, admin.name());
        return found(backtests.show(id, admin.name()));
    }

    private static Backtest found(Optional<Backtest> backtest) {
        return backtest.orElseThrow(() -> new ResponseStatusException(
                HttpStatus.NOT_FOUND, "There is no backtest of this id; results are kept a while only."));
    }
}
