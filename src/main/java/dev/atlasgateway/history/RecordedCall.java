package dev.atlasgateway.history;

import dev.atlasgateway.audit.Outcome;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.problem.DecidedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A recorded call.
 *
 * @param id the audit's own id
 * @param requestId the {@code X-Request-Id} that its caller was given
 * @param replica the gateway instance that served it
 * @param forwarded null if nothing was to be sent to Atlas
 * @param ending null while the call is under way
 */
public record RecordedCall(
        UUID id,
        Header header,
        Caller caller,
        Request request,
        Decision decision,
        @Nullable Forwarded forwarded,
        @Nullable Ending ending) {

    public String requestId() {
        return header.requestId();
    }

    public Instant receivedAt() {
        return header.receivedAt();
    }

    /** What happened when, in order. */
    public List<TimelineEvent> timeline() {
        return Timeline.of(this);
    }

    /** What every call has. */
    public record Header(
            Instant receivedAt, String requestId, @Nullable String traceId, String replica) {}

    /** Who asked; null is what nobody knew. */
    public record Caller(
            @Nullable String team,
            @Nullable String client,
            @Nullable String issuer,
            @Nullable String address) {}

    /**
     * What was asked.
     *
     * @param path only of calls that no operation matches, without what may be a secret
     * @param change the fields to change, and nothing else
     */
    public record Request(
            String method,
            @Nullable String path,
            @Nullable String operation,
            @Nullable String groupId,
            @Nullable String instance,
            @Nullable JsonNode change) {}

    /**
     * What the gateway said.
     *
     * @param by the rule that decided
     * @param policyRevision null where it was decided before the policy was asked
     * @param notes guardrails that warned or noted, what was not forwarded, and what was wrong with a token
     */
    public record Decision(
            boolean allowed, DecidedBy by, @Nullable Long policyRevision, List<String> notes) {}

    /**
     * What was to be sent.
     *
     * @param account the Atlas service account
     * @param target method and path
     * @param intentStoredAt when the intent was durable; null in search results, which read endings only
     */
    public record Forwarded(
            @Nullable String account,
            String target,
            @Nullable JsonNode body,
            @Nullable Instant intentStoredAt) {}

    /**
     * How it ended.
     *
     * @param status what the caller was answered; null if nobody knows, because the replica died
     * @param atlasError Atlas's errorCode, or why it gave no answer
     * @param took from the request's arrival to the answer
     */
    public record Ending(
            Outcome outcome,
            @Nullable Integer status,
            @Nullable String errorCode,
            Atlas atlas,
            @Nullable Duration took,
            Instant storedAt) {}

    /** What was seen of Atlas; all empty where it was not asked. */
    public record Atlas(
            @Nullable Integer status,
            @Nullable String error,
            @Nullable Duration took,
            List<Attempt> attempts) {}
}
