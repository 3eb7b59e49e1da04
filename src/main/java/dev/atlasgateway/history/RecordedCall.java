package dev.atlasgateway.history;

import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.problem.AnsweredBy;
import dev.atlasgateway.problem.DecidedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A call as the audit has it.
 *
 * @param id the audit's id
 * @param forwarded null if nothing was to be sent to Atlas
 * @param result null while the call is under way
 */
public record RecordedCall(
        UUID id,
        Header header,
        Caller caller,
        Request request,
        Decision decision,
        @Nullable Forwarded forwarded,
        @Nullable Result result) {

    public String requestId() {
        return header.requestId();
    }

    public Instant receivedAt() {
        return header.receivedAt();
    }

    /** Returns the side whose answer the caller got. */
    public AnsweredBy answeredBy() {
        return AnsweredBy.of(
                decision.allowed(),
                decision.by(),
                result == null ? null : result.atlas().status(),
                result == null ? null : result.errorCode());
    }

    /** Returns what happened, in order of time. */
    public List<TimelineEvent> timeline() {
        return TimelineEvent.of(this);
    }

    /**
     * What every call has.
     *
     * @param requestId the {@code X-Request-Id} that the caller got
     * @param replica the replica that served the call
     */
    public record Header(
            Instant receivedAt, String requestId, @Nullable String traceId, String replica) {}

    /**
     * The caller; null if unknown.
     *
     * @param login how the caller logged in; null if an earlier release recorded the call
     */
    public record Caller(
            @Nullable String team,
            @Nullable String client,
            @Nullable String issuer,
            @Nullable String login,
            @Nullable String address) {}

    /**
     * What the caller asked for.
     *
     * @param path null if an operation matches; redacted, because it may hold a secret
     * @param api the API of Atlas; null if no operation matches, or an earlier release recorded the call
     * @param change the fields to change, and nothing else
     */
    public record Request(
            String method,
            @Nullable String path,
            @Nullable String api,
            @Nullable String operation,
            @Nullable String groupId,
            @Nullable String instance,
            @Nullable JsonNode change) {}

    /**
     * What the gateway decided.
     *
     * @param by the rule that decided
     * @param policyRevision null if the call was decided before the policy was read
     * @param notes guardrails that warned or noted, what was not forwarded, and what was wrong with a token
     */
    public record Decision(
            boolean allowed, DecidedBy by, @Nullable Long policyRevision, List<String> notes) {}

    /**
     * What was to be sent to Atlas.
     *
     * @param account the Atlas service account
     * @param target method and path
     * @param intentStoredAt when the intent was durable; null in search results, which read outcomes only
     */
    public record Forwarded(
            @Nullable String account,
            String target,
            @Nullable JsonNode body,
            @Nullable Instant intentStoredAt) {}

    /**
     * The outcome and the answer.
     *
     * @param status the status that the caller got; null if unknown, because the replica died
     * @param duration from the request's arrival to the answer
     */
    public record Result(
            Outcome outcome,
            @Nullable Integer status,
            @Nullable String errorCode,
            Atlas atlas,
            @Nullable Duration duration,
            Instant storedAt) {}

    /** The answer of Atlas; all empty if the gateway sent nothing to Atlas. */
    public record Atlas(
            @Nullable Integer status,
            @Nullable String error,
            @Nullable Duration duration,
            List<Attempt> attempts) {}
}
