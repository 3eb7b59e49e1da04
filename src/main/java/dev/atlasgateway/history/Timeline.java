package dev.atlasgateway.history;

import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.history.RecordedCall.Ending;
import dev.atlasgateway.history.TimelineEvent.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts what is recorded of a call into the order of time. */
final class Timeline {

    private Timeline() {}

    static List<TimelineEvent> of(RecordedCall call) {
        var moments = new ArrayList<TimelineEvent>();
        var decided = call.decision();
        moments.add(new TimelineEvent(
                call.receivedAt(),
                Kind.RECEIVED,
                call.request().method() + " from " + or(call.caller().address())));
        moments.add(new TimelineEvent(
                call.receivedAt(), Kind.DECIDED, (decided.allowed() ? "allowed by " : "refused by ") + decided.by()));
        if (call.forwarded() != null && call.forwarded().intentStoredAt() != null) {
            moments.add(new TimelineEvent(
                    call.forwarded().intentStoredAt(),
                    Kind.INTENT_STORED,
                    call.forwarded().target()));
        }
        if (call.ending() != null) {
            end(call, call.ending(), moments);
        }
        moments.sort(Comparator.comparing(TimelineEvent::at)); // stable: what has one time keeps its order
        return List.copyOf(moments);
    }

    private static void end(RecordedCall call, Ending ending, List<TimelineEvent> moments) {
        ending.atlas()
                .attempts()
                .forEach(attempt -> moments.add(new TimelineEvent(attempt.startedAt(), Kind.ATTEMPT, told(attempt))));
        if (ending.took() != null) {
            moments.add(new TimelineEvent(call.receivedAt().plus(ending.took()), Kind.ANSWERED, answer(ending)));
        }
        moments.add(new TimelineEvent(
                ending.storedAt(), Kind.ENDING_STORED, ending.outcome().word()));
    }

    private static String told(Attempt attempt) {
        var what = attempt.status() == 0 ? or(attempt.error()) : Integer.toString(attempt.status());
        return "%s after %d ms, effect %s"
                .formatted(
                        what, attempt.duration().toMillis(), attempt.effect().name().toLowerCase(Locale.ROOT));
    }

    private static String answer(Ending ending) {
        return ending.errorCode() == null ? or(ending.status()) : ending.status() + " " + ending.errorCode();
    }

    private static String or(@Nullable Object known) {
        return known == null ? "unknown" : known.toString();
    }
}
