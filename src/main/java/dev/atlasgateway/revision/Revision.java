package dev.atlasgateway.revision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A revision of the policy: who changed it, when and why.
 *
 * @param madeByIssuer the OpenID provider of the admin; null for the local admin, for settings, and for old revisions
 * @param madeBySubject the {@code sub} there, which stays when the name changes
 */
public record Revision(
        long number,
        Instant madeAt,
        String madeBy,
        String reason,
        @Nullable String madeByIssuer,
        @Nullable String madeBySubject) {}
