package dev.atlasgateway.admin.signin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Session at an OpenID provider that opened a session of the console.
 *
 * @param registration the registration id of the provider
 * @param sessionId the {@code sid} of the ID token; null if the provider has none
 * @param idToken the ID token, which the provider wants back at the sign-out
 */
public record ProviderSession(
        String registration,
        String issuer,
        String subject,
        @Nullable String sessionId,
        String idToken) {

    /** Returns what identifies the user. Names may be ambiguous. */
    Map<String, String> identity() {
        return Map.of("issuer", issuer, "sub", subject);
    }

    @Override
    public String toString() {
        return "ProviderSession[registration=%s, issuer=%s, subject=%s]".formatted(registration, issuer, subject);
    }
}
