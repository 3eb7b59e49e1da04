package dev.atlasgateway.audit;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.Attempt.Effect;
import dev.atlasgateway.exchange.Intent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a call did to the instance. It does not describe the answer: a failed answer is not a failed change. */
public enum Outcome {
    /** The change was made. */
    APPLIED,
    /** A read was answered. */
    ANSWERED,
    /** The gateway or Atlas refused the call; nothing changed. */
    REFUSED,
    /** The gateway or Atlas failed; nothing changed. */
    FAILED,
    /** The change may have been made. */
    UNKNOWN;

    /** Not Implemented, of an operation that is not served: a refusal, although it is a 5xx status. */
    private static final int NOT_SERVED = 501;

    /**
     * Returns the outcome of a call.
     *
     * @param status the status that the caller got
     * @param intent what was to be sent; null if the call did not get so far
     * @param response what Atlas answered; null if that is not known
     */
    static Outcome of(int status, @Nullable Intent intent, @Nullable AtlasResponse response) {
        var changes = intent != null && intent.request().changes();
        if (changes && response == null) {
            return UNKNOWN;
        }
        if (changes && response != null && wasApplied(response)) {
            return APPLIED; // even where the answer could not be passed on
        }
        if (status < 400) {
            return changes ? APPLIED : ANSWERED;
        }
        if (changes && response != null && response.mayHaveApplied()) {
            return UNKNOWN;
        }
        return status < 500 || status == NOT_SERVED ? REFUSED : FAILED;
    }

    private static boolean wasApplied(AtlasResponse response) {
        return response.attempts().stream().anyMatch(attempt -> attempt.effect() == Effect.APPLIED);
    }

    /** Returns the name as the store and the API write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
