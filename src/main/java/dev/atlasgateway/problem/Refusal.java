package dev.atlasgateway.problem;

import dev.atlasgateway.exchange.ApiResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exception with which any step refuses a call.
 *
 * <p>It has no stack trace, so that a flood of refusals stays cheap. Its texts are for the caller and must not contain the
 * message of another exception.
 */
public final class Refusal extends RuntimeException {

    /** Sentence at the end of the detail of each error after which the change may have been made. */
    public static final String IN_DOUBT = " The change may have been made: read the instance before you send it again.";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Problem problem;
    private final String detail;
    private final List<?> parameters;
    private final List<Violation> violations;
    private final Map<String, String> headers;
    private final DecidedBy decidedBy;
    private final List<String> notes;
    private final @Nullable ApiResponse answer;
    private final @Nullable Long policyRevision;

    private Refusal(
            Problem problem,
            String detail,
            List<?> parameters,
            List<Violation> violations,
            Map<String, String> headers,
            DecidedBy decidedBy,
            List<String> notes,
            @Nullable ApiResponse answer,
            @Nullable Long policyRevision) {
        super(problem + ": " + detail, null, false, false);
        this.problem = problem;
        this.detail = detail;
        this.parameters = List.copyOf(parameters);
        this.violations = List.copyOf(violations);
        this.headers = Map.copyOf(headers);
        this.decidedBy = decidedBy;
        this.notes = List.copyOf(notes);
        this.answer = answer;
        this.policyRevision = policyRevision;
    }

    public static Refusal of(Problem problem, String detail) {
        return new Refusal(
                problem,
                detail,
                List.of(),
                List.of(),
                Map.of(),
                DecidedBy.of(problem.decider()),
                List.of(),
                null,
                null);
    }

    /** Adds the values of the detail for programs, as Atlas's {@code parameters}. */
    public Refusal parameters(List<?> values) {
        return new Refusal(problem, detail, values, violations, headers, decidedBy, notes, answer, policyRevision);
    }

    /** Adds all violations of the body. */
    public Refusal violations(List<Violation> all) {
        return new Refusal(problem, detail, parameters, all, headers, decidedBy, notes, answer, policyRevision);
    }

    public Refusal header(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Refusal(problem, detail, parameters, violations, more, decidedBy, notes, answer, policyRevision);
    }

    /** Names the rule that refuses, for the audit. */
    public Refusal decidedBy(DecidedBy rule) {
        return new Refusal(problem, detail, parameters, violations, headers, rule, notes, answer, policyRevision);
    }

    /** Adds notes for the audit only. They must not contain a secret. */
    public Refusal withNotes(List<String> all) {
        return new Refusal(problem, detail, parameters, violations, headers, decidedBy, all, answer, policyRevision);
    }

    /** Answers the call with the unchanged response of another system. */
    public Refusal withAnswer(ApiResponse said) {
        return new Refusal(problem, detail, parameters, violations, headers, decidedBy, notes, said, policyRevision);
    }

    /** Notes the policy revision that refuses, for the audit. */
    public Refusal withRevision(long revision) {
        return new Refusal(problem, detail, parameters, violations, headers, decidedBy, notes, answer, revision);
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return detail;
    }

    /** Returns the rule that refuses. It has no name if the problem alone identifies the rule. */
    public DecidedBy decidedBy() {
        return decidedBy;
    }

    /** Returns the policy revision that refuses; null if another step than access does. */
    public @Nullable Long policyRevision() {
        return policyRevision;
    }

    public List<String> notes() {
        return notes;
    }

    /** Returns this refusal as Atlas's {@code ApiError}. A 403 quotes the request id, which an admin needs to explain it. */
    public ApiResponse toResponse(String requestId) {
        return response(problem.status() == 403 ? detail + " Request id: " + requestId + "." : detail);
    }

    /** Returns this refusal as Atlas's {@code ApiError}. */
    public ApiResponse toResponse() {
        return response(detail);
    }

    private ApiResponse response(String text) {
        if (answer != null) {
            return answer;
        }
        var error = JSON.createObjectNode();
        if (!violations.isEmpty()) {
            error.putObject("badRequestDetail").set("fields", JSON.valueToTree(violations));
        }
        error.put("detail", text);
        error.put("error", problem.status());
        error.put("errorCode", problem.name());
        if (!parameters.isEmpty()) {
            error.set("parameters", JSON.valueToTree(parameters));
        }
        error.put("reason", problem.reason());
        var all = new HashMap<>(headers);
        all.put("X-Error-Code", problem.name());
        return new ApiResponse(problem.status(), all, JSON.writeValueAsBytes(error));
    }
}
