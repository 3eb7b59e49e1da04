package dev.atlasgateway.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A team's role on a project.
 *
 * @param instances the instance names it covers, {@code *} standing for any run of characters
 * @param expiresAt null for one that does not expire
 * @param reason why it was given
 */
public record Grant(
        String team,
        String groupId,
        Role role,
        String instances,
        @Nullable Instant expiresAt,
        @Nullable String reason) implements PolicyObject {

    public Grant {
        expiresAt = Expiry.of(expiresAt);
    }

    /** How audit and admins name this grant: {@code payments/32b6…/GROUP_OWNER/*}. */
    @Override
    public String key() {
        return team + "/" + groupId + "/" + role + "/" + instances;
    }

    public boolean covers(String instance) {
        return Glob.matches(instances, instance);
    }

    public boolean liveAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
