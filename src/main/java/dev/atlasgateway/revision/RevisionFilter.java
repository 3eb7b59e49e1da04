package dev.atlasgateway.revision;

import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A filter of revisions.
 *
 * @param by only revisions of this admin; null for all
 * @param since only revisions since then; null for all
 * @param object only revisions that added, changed or removed it; null for all
 */
public record RevisionFilter(
        @Nullable String by,
        @Nullable Instant since,
        @Nullable ObjectName object) {

    public static final RevisionFilter ALL = new RevisionFilter(null, null, null);

    /** Later than any revision, and a time that PostgreSQL knows. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    public RevisionFilter {
        if (since != null) {
            since = since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since.isAfter(LAST) ? LAST : since;
        }
    }

    /**
     * An object of the policy, which need not exist now.
     *
     * @param key null for all objects of the kind
     */
    public record ObjectName(ObjectKind kind, @Nullable String key) {

        boolean covers(PolicyObject object) {
            return object.kind() == kind && (key == null || object.key().equals(key));
        }

        /**
         * @param text {@code team:payments}, or {@code team} for all teams
         * @throws IllegalArgumentException if there is no such kind; the message is to be read after a field's name
         */
        public static ObjectName of(String text) {
            var colon = text.indexOf(':');
            try {
                return colon < 0
                        ? new ObjectName(ObjectKind.named(text), null)
                        : new ObjectName(ObjectKind.named(text.substring(0, colon)), text.substring(colon + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("must be a kind of object, or one object, such as team:payments", e);
            }
        }
    }
}
