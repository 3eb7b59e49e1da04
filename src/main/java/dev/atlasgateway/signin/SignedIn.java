package dev.atlasgateway.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** The {@link Admin} behind an authentication, however they were authenticated. */
final class SignedIn {

    private SignedIn() {}

    /** Null if there is none: nobody, or a caller of the other side. */
    static @Nullable Admin of(@Nullable Authentication authentication) {
        return switch (authentication == null ? null : authentication.getPrincipal()) {
            case Admin admin -> admin;
            case OidcAdmin oidc -> oidc.admin();
            case null, default -> null;
        };
    }
}
