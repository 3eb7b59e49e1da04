package dev.atlasgateway.admin.signin;

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

/** Somebody whom an OpenID provider vouched for, and who is an admin here. */
final class OidcAdmin extends DefaultOidcUser {

    private final transient Admin admin;

    private OidcAdmin(OidcUser user, Admin admin) {
        super(List.of(), user.getIdToken(), user.getUserInfo());
        this.admin = admin;
    }

    Admin admin() {
        return admin;
    }

    /** Who that is beyond any doubt, whatever they are called. */
    Map<String, String> identity() {
        return Map.of("issuer", String.valueOf(getIssuer()), "sub", String.valueOf(getSubject()));
    }

    /** Lets in those only who have a role here, by the claims of the ID token and of the provider's user info. */
    static OAuth2UserService<OidcUserRequest, OidcUser> admitting(
            AdminClaims claims, OAuth2UserService<OidcUserRequest, OidcUser> users) {
        return request -> {
            var user = Objects.requireNonNull(users.loadUser(request));
            return new OidcAdmin(user, claims.admin(user.getClaims()));
        };
    }

    /** A provider without an ID token (a registration without the scope {@code openid}) proves too little. */
    static OAuth2User refuse(OAuth2UserRequest request) {
        throw new OAuth2AuthenticationException(new OAuth2Error(
                "invalid_scope",
                "spring.security.oauth2.client.registration.%s.scope lacks openid"
                        .formatted(request.getClientRegistration().getRegistrationId()),
                null));
    }
}
