package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.history.RecordedCall.Result;
import dev.atlasgateway.history.RecordedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells what came of a call once nothing stood in its way: each attempt to reach Atlas, and the answer. */
final class OutcomeSteps {

    private OutcomeSteps() {}

    static List<CallStep> of(RecordedCall call) {
        var result = call.result();
        if (result == null) {
            return List.of(new CallStep("Answer", "info", "under way", null, "It has not ended yet.", List.of()));
        }
        var steps = new ArrayList<CallStep>();
        for (var attempt : result.atlas().attempts()) {
            steps.add(attempt(steps.size() + 1, attempt).at(Duration.between(call.receivedAt(), attempt.startedAt())));
        }
        if (steps.isEmpty() && call.forwarded() != null) {
            var reason = "Nothing left: " + or(result.atlas().error()) + ".";
            steps.add(new CallStep("Atlas", "bad", "not asked", null, reason, List.of()));
        }
        steps.add(answer(result));
        return steps;
    }

    private static CallStep attempt(int number, Attempt attempt) {
        var effect = switch (attempt.effect()) {
            case APPLIED -> "the change was made";
            case NONE -> isFine(attempt) ? "nothing to change" : "nothing was changed";
            case UNKNOWN -> "whether it was done, nobody said";
        };
        var silent = attempt.status() == 0;
        return new CallStep(
                "Atlas, attempt " + number,
                tone(attempt),
                silent ? or(attempt.error()) : "status " + attempt.status(),
                null,
                "%s after %d ms: %s."
                        .formatted(
                                silent ? "Given up" : "Answered", attempt.duration().toMillis(), effect),
                List.of());
    }

    static String tone(Attempt attempt) {
        return switch (attempt.effect()) {
            case APPLIED -> "good";
            case NONE -> isFine(attempt) ? "good" : "bad";
            case UNKNOWN -> "odd";
        };
    }

    private static boolean isFine(Attempt attempt) {
        return attempt.status() > 0 && attempt.status() < 400;
    }

    private static CallStep answer(Result result) {
        var became = switch (result.outcome()) {
            case APPLIED -> "The change was made.";
            case ANSWERED -> "It was answered; nothing was to change.";
            case REFUSED -> "Nothing was changed.";
            case FAILED -> "Something broke; nothing was changed.";
            case UNKNOWN -> "The change may have been made. Look at the instance.";
        };
        var step = new CallStep(
                "Answer",
                CallRow.tone(result.outcome()),
                result.outcome().word(),
                null,
                became + " " + answered(result),
                List.of());
        return result.took() == null ? step : step.at(result.took());
    }

    private static String answered(Result result) {
        return result.status() == null
                ? "The caller was never answered."
                : "The caller got %d%s."
                        .formatted(result.status(), result.errorCode() == null ? "" : " " + result.errorCode());
    }

    private static String or(@Nullable String known) {
        return Objects.requireNonNullElse(known, "unknown");
    }
}
