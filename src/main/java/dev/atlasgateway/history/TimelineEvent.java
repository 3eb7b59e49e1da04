package dev.atlasgateway.history;

import java.time.Instant;

/** A moment in the life of a call. */
public record TimelineEvent(Instant at, Kind kind, String detail) {

    /** What happened. */
    public enum Kind {
        RECEIVED,
        DECIDED,
        /** The intent is durable; only now may something leave. */
        INTENT_STORED,
        /** Atlas was asked. */
        ATTEMPT,
        /** The caller was answered. */
        ANSWERED,
        /** The ending is durable. */
        ENDING_STORED
    }
}
