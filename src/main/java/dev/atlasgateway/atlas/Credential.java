package dev.atlasgateway.atlas;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a service account can sign with at the moment. */
sealed interface Credential {

    /**
     * A token of Atlas's.
     *
     * @param renewAt from when on a successor is wanted, while this one still serves
     * @param expiresAt until when it serves
     */
    record Token(String value, Instant renewAt, Instant expiresAt) implements Credential, TokenResult {

        boolean servesAt(Instant now) {
            return now.isBefore(expiresAt);
        }

        boolean isDueAt(Instant now) {
            return !now.isBefore(renewAt);
        }

        @Override
        public String toString() {
            return "Token[until " + expiresAt + "]";
        }
    }

    /**
     * None, for now.
     *
     * @param retryAfter when the next try is due, if that is known
     */
    record NoToken(@Nullable Duration retryAfter) implements Credential {}
}
