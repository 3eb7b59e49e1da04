package dev.atlasgateway.admin.signin.oidc;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.ProviderSession;
import java.util.List;
import java.util.Objects;
import org.springframework.security.oauth2.client.oidc.authentication.logout.LogoutTokenClaimNames;
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

    /** @param registration the registration id of the provider */
    public ProviderSession session(String registration) {
        return new ProviderSession(
                registration,
                String.valueOf(getIssuer()),
                String.valueOf(getSubject()),
                getIdToken().getClaimAsString(LogoutTokenClaimNames.SID),
                getIdToken().getTokenValue());
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
