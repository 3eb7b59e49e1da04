package dev.atlasgateway.problem;

import dev.atlasgateway.problem.DecidedBy.RuleKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The side whose answer a caller got. The same status and error code can come from either, such as a 429 of our quota or of
 * Atlas's rate limit.
 *
 * <p>The function {@code audit_answered_by} of the store decides the same for recorded calls.
 */
public enum AnsweredBy {
    GATEWAY,
    ATLAS,
    /** Only of counts: an earlier release counted the calls, and did not note it. */
    UNKNOWN;

    /**
     * Returns the side that gave the answer.
     *
     * @param allowed whether the gateway allowed the call
     * @param atlasStatus the status of Atlas's last answer to the call; null if there was none
     * @param errorCode the code of the answer; null if it is no error
     */
    public static AnsweredBy of(
            boolean allowed, DecidedBy by, @Nullable Integer atlasStatus, @Nullable String errorCode) {
        if (errorCode != null && errorCode.startsWith("GATEWAY_")) {
            return GATEWAY;
        }
        var atlas = allowed ? atlasStatus != null : by.kind() == RuleKind.ATLAS;
        return atlas ? ATLAS : GATEWAY;
    }

    /** Returns the name as the store, the API and the metrics write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
