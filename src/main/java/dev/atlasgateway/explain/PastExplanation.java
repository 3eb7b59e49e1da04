package dev.atlasgateway.explain;

import dev.atlasgateway.history.PastCall;

/**
 * A call that was made: what the audit says was decided, and how the doors decide it, then and now.
 *
 * @param then by the policy of then and at that time; where the audit says that it was refused, it ends there
 * @param now by the policy in force, at this time
 */
public record PastExplanation(PastCall call, Explanation then, Explanation now) {}
