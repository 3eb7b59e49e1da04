package dev.atlasgateway.caller.login;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.atlasgateway.caller.FilterChains;
import dev.atlasgateway.caller.token.CallerProperties;
import dev.atlasgateway.caller.token.GatewayIssuer;
import dev.atlasgateway.caller.token.RevokedTokens;
import dev.atlasgateway.policy.Policy;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Endpoints where clients get and revoke tokens. Spring Authorization Server implements the protocol. Only these two
 * endpoints, the client credentials grant and Basic authentication are enabled.
 */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

    static final String TOKEN_PATH = "/api/oauth/token";
    static final String REVOKE_PATH = "/api/oauth/revoke";

    @Bean
    @Order(1)
    SecurityFilterChain logins(
            FilterChains chains,
            CallerProperties properties,
            Policy policy,
            ClientSecretAuthenticator secrets,
            JwtGenerator tokens,
            TokenRevoker revoker,
            MeterRegistry meters) {
        var responses = new LoginResponses(meters);
        Customizer<OAuth2AuthorizationServerConfigurer> server = s -> s.authorizationServerSettings(
                        settings(properties.issuer()))
                .registeredClientRepository(new PolicyClientRepository(policy))
                .authorizationService(new NoOpAuthorizationService())
                .tokenGenerator(tokens)
                .clientAuthentication(client -> client.authenticationConverters(only(new BasicCredentialsConverter()))
                        .authenticationProviders(
                                only(new Provider(OAuth2ClientAuthenticationToken.class, secrets::authenticate)))
                        .errorResponseHandler(responses::writeRejection))
                .tokenEndpoint(token -> token.accessTokenRequestConverters(
                                only(new OAuth2ClientCredentialsAuthenticationConverter()))
                        .accessTokenResponseHandler(responses::writeToken)
                        .errorResponseHandler(responses::writeRejection))
                .tokenRevocationEndpoint(revoke -> revoke.authenticationProviders(only(
                                new Provider(OAuth2TokenRevocationAuthenticationToken.class, revoker::authenticate)))
                        .errorResponseHandler(responses::writeError));
        return chains.stateless()
                .securityMatcher(new OrRequestMatcher(
                        post(TOKEN_PATH), post(REVOKE_PATH), post(TOKEN_PATH + "/"), post(REVOKE_PATH + "/")))
                .with(new OAuth2AuthorizationServerConfigurer(), server)
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(responses::writeRejection))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterAfter(responses::refuseSlash, HeaderWriterFilter.class)
                .addFilterAfter(responses::countFailure, HeaderWriterFilter.class)
                .addFilterAfter(new FormBodyFilter(), AuthorizationFilter.class) // after the credentials are checked
                .build();
    }

    @Bean
    ClientSecretAuthenticator clientSecretAuthenticator(
            CallerProperties properties, Policy policy, InstantSource clock) {
        return new ClientSecretAuthenticator(policy, properties.loginLimit(), TimeMeter.SYSTEM_NANOTIME, clock);
    }

    @Bean
    TokenRevoker tokenRevoker(GatewayIssuer issuer, RevokedTokens revoked, MeterRegistry meters) {
        return new TokenRevoker(issuer, revoked, meters, TimeMeter.SYSTEM_NANOTIME);
    }

    /** Generates RFC 9068 access tokens. The first key signs them, the others only verify. */
    @Bean
    JwtGenerator tokenGenerator(JWKSource<SecurityContext> keys, InstantSource clock) {
        var encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(List<JWK>::getFirst);
        var generator = new JwtGenerator(encoder);
        generator.setClock(clock.withZone(ZoneOffset.UTC));
        generator.setJwtCustomizer(LoginConfiguration::customizeToken);
        return generator;
    }

    private static void customizeToken(JwtEncodingContext token) {
        var issuer = token.getAuthorizationServerContext().getIssuer();
        token.getJwsHeader().type(GatewayIssuer.TYPE);
        token.getClaims()
                .audience(List.of(issuer))
                .claim("client_id", token.getRegisteredClient().getClientId());
    }

    private static AuthorizationServerSettings settings(String issuer) {
        return AuthorizationServerSettings.builder()
                .issuer(issuer)
                .tokenEndpoint(TOKEN_PATH)
                .tokenRevocationEndpoint(REVOKE_PATH)
                .build();
    }

    private static PathPatternRequestMatcher post(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, path);
    }

    /** Not a bean, because Spring Security would offer a bean of this type to every filter chain. */
    private record Provider(Class<? extends Authentication> type, AuthenticationManager check)
            implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication authentication) {
            return check.authenticate(authentication);
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return type.isAssignableFrom(authentication);
        }
    }

    /** Replaces the defaults of Spring Authorization Server. */
    private static <T> Consumer<List<T>> only(T one) {
        return all -> {
            all.clear();
            all.add(one);
        };
    }
}
