package dev.atlasgateway.admin.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** The {@link Admin} behind an authentication, however they were authenticated. */
final class SignedIn {

    private SignedIn() {}

    /** Null if there is none: nobody, or a caller of the other side. */
    static @Nullable Admin of(@Nullable Authentication authentication) {
        var principal = authentication == null ? null : authentication.getPrincipal();
        if (principal instanceof OidcAdmin oidc) {
            return oidc.admin();
        }
        return principal instanceof Admin admin ? admin : null;
    }
}
