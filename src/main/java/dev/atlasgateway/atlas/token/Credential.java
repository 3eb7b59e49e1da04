package dev.atlasgateway.atlas.token;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Credential with which a service account signs calls at the moment, if it has one. */
public sealed interface Credential {

    /**
     * Access token of Atlas.
     *
     * @param staleAt the time from which the gateway mints a successor
     * @param expiresAt the time from which the gateway no longer signs with it
     */
    record Token(String value, Instant staleAt, Instant expiresAt) implements Credential, TokenResult {

        /** Age of a token. */
        enum State {
            /** Signs calls. */
            FRESH,
            /** Still signs calls, while the gateway mints a successor. */
            STALE,
            /** No longer signs calls. */
            EXPIRED
        }

        State stateAt(Instant now) {
            if (!now.isBefore(expiresAt)) {
                return State.EXPIRED;
            }
            return now.isBefore(staleAt) ? State.FRESH : State.STALE;
        }

        boolean isExpiredAt(Instant now) {
            return stateAt(now) == State.EXPIRED;
        }

        /** Omits the value, which is a secret. */
        @Override
        public String toString() {
            return "Token[until " + expiresAt + "]";
        }
    }

    /**
     * No token at the moment.
     *
     * @param retryAfter how long until the gateway asks Atlas again; null if unknown
     */
    record NoToken(@Nullable Duration retryAfter) implements Credential {}
}
