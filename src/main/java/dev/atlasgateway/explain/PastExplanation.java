package dev.atlasgateway.explain;

import dev.atlasgateway.history.RecordedCall;

/**
 * The decision on a past call, then and now.
 *
 * @param then by the policy and the time of the call; ends where the audit says that the call was refused
 * @param now by the active policy at this time
 */
public record PastExplanation(RecordedCall call, Explanation then, Explanation now) {}
