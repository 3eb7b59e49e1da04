package dev.atlasgateway.admin.api;

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
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicyObject;
import jakarta.validation.Valid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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

/** Starts, shows and cancels backtests of drafts. */
@RestController
record BacktestController(BacktestService backtests, PolicyDocuments documents, Policy policy) {

    private static final String PATH = "/admin/api/v1/backtests";

    /** A fault of the draft's document, with its place. */
    record DocumentError(String pointer, int line, int column, String path, String detail) {

        static DocumentError of(DocumentFault fault) {
            return new DocumentError("/document", fault.line(), fault.column(), fault.path(), fault.sentence());
        }
    }

    @RequireReader
    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Backtest start(@Valid @RequestBody BacktestDraft draft, Admin admin) {
        try {
            return backtests.start(edits(draft), draft.about(), draft.from(), draft.to(), admin.name());
        } catch (InvalidPolicyException e) {
            var guardrail = draft.guardrail();
            Predicate<PolicyObject> own =
                    object -> guardrail != null && guardrail.object().equals(object);
            throw refusal(Problems.errors(e, own, "name").stream()
                    .map(error -> error.within("/guardrail"))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw refusal(List.of(new Problems.FieldError("/from", String.valueOf(e.getMessage()))));
        } catch (BacktestService.TooMany e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage());
        }
    }

    private List<Edit> edits(BacktestDraft draft) {
        var ignored = draft.ignored(policy.current());
        if (!ignored.isEmpty()) {
            throw refusal(ignored);
        }
        if (draft.document() == null) {
            return draft.edits();
        }
        var yaml = draft.document().getBytes(StandardCharsets.UTF_8);
        var plan = documents.plan("document", yaml, draft.isMounted());
        if (!plan.faults().isEmpty()) {
            throw refusal(plan.faults().stream().map(DocumentError::of).toList());
        }
        return plan.edits();
    }

    @RequireReader
    @GetMapping(PATH)
    ResponseEntity<Page<Backtest>> list(@RequestParam Map<String, String> query, Admin admin) {
        var paging = Paging.of(query, List.of());
        var known = backtests.show(paging.after(), paging.limit() + 1, admin.name());
        var page = paging.page(known, Backtest::id, backtest -> backtest);
        return page.answer(PATH, query).body(page);
    }

    @RequireReader
    @GetMapping(PATH + "/{id}")
    Backtest show(@PathVariable String id, Admin admin) {
        return require(backtests.show(id, admin.name()));
    }

    /** Cancels a backtest. Its results so far can still be read. */
    @RequireReader
    @DeleteMapping(PATH + "/{id}")
    Backtest cancel(@PathVariable String id, Admin admin) {
        backtests.cancel(id, admin.name());
        return require(backtests.show(id, admin.name()));
    }

    private static RuntimeException refusal(List<? extends Record> errors) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "The draft is refused; nothing was started.", errors);
    }

    private static Backtest require(Optional<Backtest> backtest) {
        return backtest.orElseThrow(() -> new ResponseStatusException(
                HttpStatus.NOT_FOUND, "There is no backtest of this id; results are kept a while only."));
    }
}
