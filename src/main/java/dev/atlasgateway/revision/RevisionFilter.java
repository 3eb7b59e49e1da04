package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which revisions are looked for.
 *
 * @param by made by this admin; null for anybody
 * @param since made then or later; null for any time
 * @param object added, changed or removed this one; null for any
 */
public record RevisionFilter(
        @Nullable String by,
        @Nullable Instant since,
        @Nullable Named object) {

    public static final RevisionFilter ALL = new RevisionFilter(null, null, null);

    /**
     * An object of the policy, whether or not it is there now.
     *
     * @param key null for all of the kind
     */
    public record Named(Kind kind, @Nullable String key) {

        /**
         * @param text {@code team:payments}, or {@code team} for all teams
         * @throws IllegalArgumentException for a kind that there is not; the message is to be read after a field's name
         */
        public static Named of(String text) {
            var colon = text.indexOf(':');
            try {
                return colon < 0
                        ? new Named(Kind.named(text), null)
                        : new Named(Kind.named(text.substring(0, colon)), text.substring(colon + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("must be a kind of object, or one object, such as team:payments", e);
            }
        }
    }
}
