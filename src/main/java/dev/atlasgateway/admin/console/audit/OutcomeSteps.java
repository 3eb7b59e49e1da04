package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.layout.StepView;
import dev.atlasgateway.exchange.Attempt;
import dev.atlasgateway.history.RecordedCall;
import dev.atlasgateway.history.RecordedCall.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Describes what happened to a call after all steps passed: each attempt at Atlas, and the answer. */
final class OutcomeSteps {

    private OutcomeSteps() {}

    static List<StepView> of(RecordedCall call) {
        var result = call.result();
        if (result == null) {
            return List.of(new StepView("Answer", "info", "under way", null, "The call has not ended yet.", List.of()));
        }
        var steps = new ArrayList<StepView>();
        for (var attempt : result.atlas().attempts()) {
            steps.add(
                    attempt(steps.size() + 1, attempt).after(Duration.between(call.receivedAt(), attempt.startedAt())));
        }
        if (steps.isEmpty() && call.forwarded() != null) {
            var reason = "Nothing was sent: " + or(result.atlas().error()) + ".";
            steps.add(new StepView("Atlas", "bad", "not asked", null, reason, List.of()));
        }
        steps.add(answer(result));
        return steps;
    }

    private static StepView attempt(int number, Attempt attempt) {
        var effect = switch (attempt.effect()) {
            case APPLIED -> "the change was made";
            case NONE -> isSuccess(attempt) ? "nothing to change" : "nothing was changed";
            case UNKNOWN -> "unknown whether the change was made";
        };
        var silent = attempt.status() == 0;
        return new StepView(
                "Atlas, attempt " + number,
                tone(attempt),
                silent ? or(attempt.error()) : "status " + attempt.status(),
                null,
                "%s after %d ms: %s."
                        .formatted(
                                silent ? "Given up" : "Answered",
                                attempt.duration().toMillis(),
                                effect),
                List.of());
    }

    static String tone(Attempt attempt) {
        return switch (attempt.effect()) {
            case APPLIED -> "good";
            case NONE -> isSuccess(attempt) ? "good" : "bad";
            case UNKNOWN -> "odd";
        };
    }

    private static boolean isSuccess(Attempt attempt) {
        return attempt.status() > 0 && attempt.status() < 400;
    }

    private static StepView answer(Result result) {
        var sentence = switch (result.outcome()) {
            case APPLIED -> "The change was made.";
            case ANSWERED -> "Atlas answered. The call asked for no change.";
            case REFUSED -> "Nothing was changed.";
            case FAILED -> "The call failed. Nothing was changed.";
            case UNKNOWN -> "The change may have been made. Check the instance.";
        };
        var step = new StepView(
                "Answer",
                CallRow.tone(result.outcome()),
                result.outcome().word(),
                null,
                sentence + " " + answered(result),
                List.of());
        return result.duration() == null ? step : step.after(result.duration());
    }

    private static String answered(Result result) {
        return result.status() == null
                ? "The caller got no answer."
                : "The caller got %d%s."
                        .formatted(result.status(), result.errorCode() == null ? "" : " " + result.errorCode());
    }

    private static String or(@Nullable String known) {
        return Objects.requireNonNullElse(known, "unknown");
    }
}
