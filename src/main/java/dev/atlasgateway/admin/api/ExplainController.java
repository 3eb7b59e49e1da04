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

/** Explains the decision about a proposed or recorded call. */
@RestController
record ExplainController(ExplanationService explanations, CallReader calls) {

    /**
     * A call that might be made.
     *
     * @param operation Atlas's operationId, such as {@code updateServerlessInstance}
     * @param instance required, except for a list
     * @param body the JSON body itself; null if it is not known
     * @param readCurrent whether Atlas may be read for guardrails that use the current state
     */
    record ExplainRequest(
            @NotBlank String team,
            @Nullable String client,
            @NotBlank String operation,
            @NotBlank String groupId,
            @Nullable String instance,
            @Nullable JsonNode body,
            @Nullable Boolean readCurrent) {}

    @RequireTeamLead
    @PostMapping("/admin/api/v1/explain")
    Explanation explain(@Valid @RequestBody ExplainRequest request, Admin admin) {
        if (!admin.maySee(request.team())) {
            throw refusal(HttpStatus.FORBIDDEN, "Explanations are for your own teams.");
        }
        var operation = ProposedCall.operation(request.operation());
        if (operation == null) {
            throw Problems.badField(
                    "/operation",
                    Arrays.stream(Operation.values())
                            .map(Operation::id)
                            .collect(Collectors.joining(", ", "must be one of ", "")));
        }
        var instance = Objects.requireNonNullElse(request.instance(), "");
        if (instance.isBlank() && !operation.isList()) {
            throw Problems.badField("/instance", "must not be blank");
        }
        return explanations.explain(new ProposedCall(
                request.team(),
                request.client(),
                operation,
                request.groupId(),
                instance,
                request.body() == null ? null : request.body().toString(),
                Boolean.TRUE.equals(request.readCurrent()) ? admin.name() : null));
    }

    /**
     * Answers 404 for a call of another team, as for an unknown call.
     *
     * @param id the audit's id, or the request id that the caller was given
     */
    @RequireTeamLead
    @GetMapping("/admin/api/v1/explain/{id}")
    PastExplanation explain(@PathVariable String id, Admin admin) {
        return calls.showToExplain(id, admin)
                .map(past -> explanations
                        .explain(past)
                        .orElseThrow(() -> refusal(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                "The call was refused before a rule of the policy was used: "
                                        + past.decision().by() + ".")))
                .orElseThrow(() -> refusal(HttpStatus.NOT_FOUND, "There is no such call, or you may not see it."));
    }

    private static ResponseStatusException refusal(HttpStatus status, String detail) {
        return new ResponseStatusException(status, detail);
    }
}
