package dev.atlasgateway.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.history.RecordedCall.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Event in the timeline of a call. */
public record TimelineEvent(Instant at, Kind kind, String detail) {

    /** Returns the events of a call, in order of time. */
    static List<TimelineEvent> of(RecordedCall call) {
        var events = new ArrayList<TimelineEvent>();
        var decided = call.decision();
        events.add(new TimelineEvent(
                call.receivedAt(),
                Kind.RECEIVED,
                call.request().method() + " from " + or(call.caller().address())));
        events.add(new TimelineEvent(
                call.receivedAt(), Kind.DECIDED, (decided.allowed() ? "allowed by " : "refused by ") + decided.by()));
        if (call.forwarded() != null && call.forwarded().intentStoredAt() != null) {
            events.add(new TimelineEvent(
                    call.forwarded().intentStoredAt(),
                    Kind.INTENT_STORED,
                    call.forwarded().target()));
        }
        if (call.result() != null) {
            addResult(call, call.result(), events);
        }
        events.sort(Comparator.comparing(TimelineEvent::at)); // stable: events of the same time keep their order
        return List.copyOf(events);
    }

    private static void addResult(RecordedCall call, Result result, List<TimelineEvent> events) {
        result.atlas()
                .attempts()
                .forEach(
                        attempt -> events.add(new TimelineEvent(attempt.startedAt(), Kind.ATTEMPT, describe(attempt))));
        if (result.duration() != null) {
            events.add(new TimelineEvent(call.receivedAt().plus(result.duration()), Kind.ANSWERED, answer(result)));
        }
        events.add(new TimelineEvent(
                result.storedAt(), Kind.OUTCOME_STORED, result.outcome().word()));
    }

    private static String describe(Attempt attempt) {
        var what = attempt.status() == 0 ? or(attempt.error()) : Integer.toString(attempt.status());
        return "%s after %d ms, effect %s"
                .formatted(
                        what,
                        attempt.duration().toMillis(),
                        attempt.effect().name().toLowerCase(Locale.ROOT));
    }

    private static String answer(Result result) {
        return result.errorCode() == null ? or(result.status()) : result.status() + " " + result.errorCode();
    }

    private static String or(@Nullable Object known) {
        return known == null ? "unknown" : known.toString();
    }

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
