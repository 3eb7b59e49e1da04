package dev.atlasgateway.translation;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.RetryAfter;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;

/** Refusal for a call that Atlas did not answer. It says whether the change may have been made. */
final class NoAnswer {

    private NoAnswer() {}

    static Refusal refusal(NoReply noReply) {
        var refusal = switch (noReply.cause()) {
            case NOT_SENT -> unavailable("Atlas could not be reached." + doubt(noReply));
            case BREAKER_OPEN ->
                unavailable("Atlas failed repeatedly just now; calls to it are paused." + doubt(noReply));
            case TOO_MANY_CALLS -> unavailable("Too many calls to Atlas are under way." + doubt(noReply));
            case NO_TOKEN -> unavailable("The gateway has no valid token for Atlas at the moment." + doubt(noReply));
            case TIMED_OUT ->
                Refusal.of(Problem.GATEWAY_UPSTREAM_TIMEOUT, "Atlas did not answer in time." + doubt(noReply));
            case AMBIGUOUS ->
                Refusal.of(
                        Problem.GATEWAY_BAD_UPSTREAM_ANSWER,
                        "The connection to Atlas ended before its answer was complete." + doubt(noReply));
        };
        var retryAfter = noReply.retryAfter();
        if (retryAfter != null) {
            return refusal.header("Retry-After", Long.toString(RetryAfter.seconds(retryAfter)));
        }
        return refusal.problem() == Problem.GATEWAY_UPSTREAM_UNAVAILABLE ? refusal.header("Retry-After", "1") : refusal;
    }

    private static Refusal unavailable(String detail) {
        return Refusal.of(Problem.GATEWAY_UPSTREAM_UNAVAILABLE, detail);
    }

    /** Returns the sentence to add if the change may have been made. */
    static String doubt(AtlasResponse response) {
        return response.mayHaveApplied() ? Refusal.IN_DOUBT : "";
    }
}
