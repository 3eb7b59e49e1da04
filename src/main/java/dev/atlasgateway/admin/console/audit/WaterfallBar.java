package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.history.RecordedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Bar of a chart that shows where the time of a call went.
 *
 * @param from the start, as {@code width} in thousandths of the whole time
 */
record WaterfallBar(String title, String tone, double from, double width, Duration duration) {

    /** Returns the bars in order of time; an empty list if the duration of the call is unknown. */
    static List<WaterfallBar> of(RecordedCall call) {
        var result = call.result();
        if (result == null || result.duration() == null || result.duration().isZero()) {
            return List.of();
        }
        var parts = new ArrayList<WaterfallBar>();
        var start = call.receivedAt();
        var whole = result.duration();
        var attempts = result.atlas().attempts();
        var left = start;
        for (int i = 0; i < attempts.size(); i++) {
            var attempt = attempts.get(i);
            var before = i == 0 ? "Gateway, before Atlas" : "Wait before the retry";
            parts.add(part(before, "plain", start, whole, left, attempt.startedAt()));
            left = attempt.startedAt().plus(attempt.duration());
            parts.add(part(
                    "Atlas, attempt " + (i + 1), OutcomeSteps.tone(attempt), start, whole, attempt.startedAt(), left));
        }
        parts.add(part(
                attempts.isEmpty() ? "Gateway" : "Gateway, after Atlas",
                "plain",
                start,
                whole,
                left,
                start.plus(whole)));
        return List.copyOf(parts);
    }

    private static WaterfallBar part(
            String title, String tone, Instant start, Duration whole, Instant from, Instant to) {
        var scale = 1000.0 / whole.toNanos();
        var begin = Math.clamp(Duration.between(start, from).toNanos() * scale, 0, 1000);
        var duration = Duration.between(from, to);
        var width = duration.isNegative() ? 0 : duration.toNanos() * scale;
        return new WaterfallBar(
                title,
                tone,
                begin,
                Math.clamp(width, 0, 1000 - begin),
                duration.isNegative() ? Duration.ZERO : duration);
    }
}
