package dev.atlasgateway.admin.signin;

import org.jspecify.annotations.Nullable;

/**
 * Logout at an OpenID provider, which ends one session or all sessions of a user.
 *
 * @param registration the registration id of the provider
 * @param sessionId the {@code sid} of the session; null for all sessions of the user
 * @param subject the {@code sub} of the user; null if only the session is named
 */
public record ProviderLogout(
        String registration,
        String issuer,
        @Nullable String sessionId,
        @Nullable String subject) {}
