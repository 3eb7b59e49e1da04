package dev.atlasgateway.history;

import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.history.RecordedCall.Result;
import dev.atlasgateway.history.TimelineEvent.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Builds the timeline of a call: its events in order of time. */
final class Timeline {

    private Timeline() {}

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
}
