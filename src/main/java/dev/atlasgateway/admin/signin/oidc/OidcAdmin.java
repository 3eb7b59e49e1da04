package dev.atlasgateway.admin.signin.oidc;

import dev.atlasgateway.admin.signin.Admin;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.core.user.OAuth2User;

/** User of an OpenID provider who is an admin. */
public final class OidcAdmin extends DefaultOidcUser {

    private final transient Admin admin;

    private OidcAdmin(OidcUser user, Admin admin) {
        super(List.of(), user.getIdToken(), user.getUserInfo());
        this.admin = admin;
    }

    public Admin admin() {
        return admin;
    }

    /** Returns what identifies the user. Names may be ambiguous. */
    public Map<String, String> identity() {
        return Map.of("issuer", String.valueOf(getIssuer()), "sub", String.valueOf(getSubject()));
    }

    /** Returns a user service that rejects users without a role. It uses the claims of ID token and user info. */
    public static OAuth2UserService<OidcUserRequest, OidcUser> userService(
            AdminClaimMapper claims, OAuth2UserService<OidcUserRequest, OidcUser> users) {
        return request -> {
            var user = Objects.requireNonNull(users.loadUser(request));
            return new OidcAdmin(user, claims.toAdmin(user.getClaims()));
        };
    }

    /** Rejects a sign-in without an ID token, which proves too little. The registration lacks the scope {@code openid}. */
    public static OAuth2User rejectPlainOAuth2(OAuth2UserRequest request) {
        throw new OAuth2AuthenticationException(new OAuth2Error(
                "invalid_scope",
                "spring.security.oauth2.client.registration.%s.scope lacks openid"
                        .formatted(request.getClientRegistration().getRegistrationId()),
                null));
    }
}
