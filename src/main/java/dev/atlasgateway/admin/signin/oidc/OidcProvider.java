package dev.atlasgateway.admin.signin.oidc;

import dev.atlasgateway.admin.signin.ProviderLogout;
import dev.atlasgateway.caller.IssuerDocuments;
import dev.atlasgateway.caller.PublishedKeys;
import dev.atlasgateway.caller.StrictJwtDecoders;
import dev.atlasgateway.setting.MountedSetting;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.authentication.logout.LogoutTokenClaimNames;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** OpenID provider of the console that was discovered, and its tokens. */
final class OidcProvider {

    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(SignatureAlgorithm.values());
    private static final List<String> LOGOUT_TYPES = List.of("logout+jwt", "JWT", "");
    private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final String issuer;
    private final ClientRegistration registration;
    private final @Nullable MountedSetting secret;
    private final ProviderHttp http;
    private final JwtDecoder idTokens;
    private final JwtDecoder logoutTokens;

    /** @param secret the client secret, if it comes from a mounted file */
    OidcProvider(
            ClientRegistration registration,
            IssuerDocuments documents,
            @Nullable MountedSetting secret,
            InstantSource clock) {
        this.issuer = documents.issuer();
        this.registration = registration;
        this.secret = secret;
        this.http = new ProviderHttp(documents);
        var jwkSetUri = registration.getProviderDetails().getJwkSetUri();
        var keys = PublishedKeys.of(documents, jwkSetUri == null ? null : URI.create(jwkSetUri), clock);
        this.idTokens = idTokens(registration, keys);
        this.logoutTokens = StrictJwtDecoders.withKeys(
                documents.issuer(),
                registration.getClientId(),
                ALGORITHMS,
                LOGOUT_TYPES,
                keys,
                clock,
                OidcProvider::checkLogout);
    }

    private static JwtDecoder idTokens(ClientRegistration registration, PublishedKeys keys) {
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(allowed -> allowed.addAll(ALGORITHMS))
                .build();
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
        return decoder;
    }

    /** Returns the registration with its present secret. */
    ClientRegistration registration() {
        return secret == null
                ? registration
                : ClientRegistration.withClientRegistration(registration)
                        .clientSecret(secret.value())
                        .build();
    }

    ProviderHttp http() {
        return http;
    }

    JwtDecoder idTokens() {
        return idTokens;
    }

    /** @throws org.springframework.security.oauth2.jwt.JwtException if the token is not valid or cannot be verified */
    ProviderLogout logout(String token) {
        var claims = logoutTokens.decode(token);
        return new ProviderLogout(
                registration.getRegistrationId(),
                issuer,
                claims.getClaimAsString(LogoutTokenClaimNames.SID),
                claims.getSubject());
    }

    /** Checks the claims by which OpenID Connect Back-Channel Logout 1.0 tells a logout token from other tokens. */
    private static OAuth2TokenValidatorResult checkLogout(Jwt token) {
        return token.getClaim(LogoutTokenClaimNames.EVENTS) instanceof Map<?, ?> events
                        && events.containsKey(LOGOUT_EVENT)
                        && token.getId() != null
                        && !token.hasClaim(OidcParameterNames.NONCE)
                        && (token.hasClaim(LogoutTokenClaimNames.SID) || token.getSubject() != null)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(
                        OAuth2ErrorCodes.INVALID_REQUEST,
                        "a logout token needs events with %s, jti, and sub or sid, and has no nonce"
                                .formatted(LOGOUT_EVENT),
                        null));
    }
}
