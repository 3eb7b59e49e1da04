package dev.atlasgateway.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** Event in the timeline of a call. */
public record TimelineEvent(Instant at, Kind kind, String detail) {

    /** What happened. */
    public enum Kind {
        RECEIVED,
        DECIDED,
        /** The intent is durable; only now may the gateway send something to Atlas. */
        INTENT_STORED,
        /** The gateway sent the call to Atlas. */
        ATTEMPT,
        /** The caller got the answer. */
        ANSWERED,
        /** The outcome is durable. The API keeps the older word. */
        @JsonProperty("ENDING_STORED")
        OUTCOME_STORED
    }
}
