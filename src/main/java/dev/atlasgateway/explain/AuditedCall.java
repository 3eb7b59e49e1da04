package dev.atlasgateway.explain;

import dev.atlasgateway.problem.DecidedBy;
import dev.atlasgateway.problem.DecidedBy.RuleKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The recorded fields of a call that a replay needs. Null means not recorded. */
record AuditedCall(
        UUID id,
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

    /** Returns the body; null if the call was refused before its body was read. A change of nothing is not recorded. */
    @Nullable
    String body() {
        return change == null && (allowed || decidedBy.kind() == RuleKind.GUARDRAIL) ? "{}" : change;
    }
}
