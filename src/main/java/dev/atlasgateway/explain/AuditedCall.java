package dev.atlasgateway.explain;

import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the audit has of a call that a replay needs; null is what nobody knew. */
record AuditedCall(
        String requestId,
        Instant receivedAt,
        @Nullable String team,
        @Nullable String client,
        @Nullable String operation,
        @Nullable String groupId,
        @Nullable String instance,
        boolean allowed,
        DecidedBy decidedBy,
        @Nullable String change) {

    /** The body, as far as it matters; null where it was refused before anybody read it. */
    @Nullable
    String body() {
        return change == null && (allowed || decidedBy.kind() == Kind.GUARDRAIL) ? "{}" : change;
    }
}
