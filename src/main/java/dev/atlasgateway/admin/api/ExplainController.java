package dev.atlasgateway.admin.api;

import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.RequireTeamLead;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.explain.Explanation;
import dev.atlasgateway.explain.ExplanationService;
import dev.atlasgateway.explain.PastExplanation;
import dev.atlasgateway.explain.ProposedCall;
import dev.atlasgateway.history.CallReader;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;

/** Why a call is, or was, decided as it is. */
@RestController
record ExplainController(ExplanationService explanations, CallReader calls) {

    /**
     * A call that might be made.
     *
     * @param operation Atlas's operationId, such as {@code updateServerlessInstance}
     * @param instance required, except for a list
     * @param body the JSON body itself; absent where it is not known
     * @param readCurrent whether Atlas may be read for guardrails that use the current state
     */
    record Asked(
            @NotBlank String team,
            @Nullable String client,
            @NotBlank String operation,
            @NotBlank String groupId,
            @Nullable String instance,
            @Nullable JsonNode body,
            @Nullable Boolean readCurrent) {}

    @RequireTeamLead
    @PostMapping("/admin/api/v1/explain")
    Explanation explain(@Valid @RequestBody Asked asked, Admin admin) {
        if (!admin.maySee(asked.team())) {
            throw refused(HttpStatus.FORBIDDEN, "Explanations are for your own teams.");
        }
        var operation = ProposedCall.operation(asked.operation());
        if (operation == null) {
            throw Problems.badField(
                    "/operation",
                    Arrays.stream(Operation.values())
                            .map(Operation::id)
                            .collect(Collectors.joining(", ", "must be one of ", "")));
        }
        var instance = Objects.requireNonNullElse(asked.instance(), "");
        if (instance.isBlank() && !operation.isList()) {
            throw Problems.badField("/instance", "must not be blank");
        }
        return explanations.explain(new ProposedCall(
                asked.team(),
                asked.client(),
                operation,
                asked.groupId(),
                instance,
                asked.body() == null ? null : asked.body().toString(),
                Boolean.TRUE.equals(asked.readCurrent()) ? admin.name() : null));
    }

    /**
     * The same answer for a call of another team as for one that never was.
     *
     * @param id the audit's id, or the request id that the caller was given
     */
    @RequireTeamLead
    @GetMapping("/admin/api/v1/explain/{id}")
    PastExplanation explain(@PathVariable String id, Admin admin) {
        return calls.showToExplain(id, admin)
                .map(past -> explanations
                        .explain(past)
                        .orElseThrow(() -> refused(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                "That call was refused before any rule was asked: "
                                        + past.decision().by() + ".")))
                .orElseThrow(() -> refused(HttpStatus.NOT_FOUND, "There is no such call, or you may not see it."));
    }

    private static ResponseStatusException refused(HttpStatus status, String detail) {
        return new ResponseStatusException(status, detail);
    }
}
