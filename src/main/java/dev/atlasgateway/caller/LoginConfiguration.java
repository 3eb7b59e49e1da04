package dev.atlasgateway.caller;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
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
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
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
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Where clients get a token and give it back. Spring Authorization Server does the protocol; of all that it can, only
 * these two endpoints, the client credentials grant and Basic are reachable.
 */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

    static final String TOKEN_PATH = "/api/oauth/token";
    static final String REVOKE_PATH = "/api/oauth/revoke";

    @Bean
    @Order(1)
    SecurityFilterChain logins(
            HttpSecurity http,
            CallerProperties properties,
            Policy policy,
            ClientSecrets secrets,
            JwtGenerator tokens,
            TokenRevocation revocation,
            MeterRegistry meters) {
        var answers = new LoginAnswers(meters);
        Customizer<OAuth2AuthorizationServerConfigurer> server =
                s -> s.authorizationServerSettings(settings(properties.issuer()))
                        .registeredClientRepository(new RegisteredClients(policy))
                        .authorizationService(new NoOpAuthorizationService())
                        .tokenGenerator(tokens)
                        .clientAuthentication(client -> client.authenticationConverters(only(new ClientCredentials()))
                                .authenticationProviders(only(
                                        new Provider(OAuth2ClientAuthenticationToken.class, secrets::authenticate)))
                                .errorResponseHandler(answers::refuse))
                        .tokenEndpoint(token -> token.accessTokenRequestConverters(
                                        only(new OAuth2ClientCredentialsAuthenticationConverter()))
                                .accessTokenResponseHandler(answers::issue)
                                .errorResponseHandler(answers::refuse))
                        .tokenRevocationEndpoint(revoke -> revoke.authenticationProviders(only(new Provider(
                                        OAuth2TokenRevocationAuthenticationToken.class, revocation::authenticate)))
                                .errorResponseHandler(answers::fail));
        return FilterChains.bare(http)
                .securityMatcher(new OrRequestMatcher(post(TOKEN_PATH), post(REVOKE_PATH)))
                .with(new OAuth2AuthorizationServerConfigurer(), server)
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(answers::refuse))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    @Bean
    ClientSecrets clientSecrets(CallerProperties properties, Policy policy, InstantSource clock) {
        return new ClientSecrets(policy, new LoginLimit(properties.loginLimit(), TimeMeter.SYSTEM_NANOTIME), clock);
    }

    @Bean
    TokenRevocation tokenRevocation(GatewayIssuer issuer, RevokedTokens revoked, MeterRegistry meters) {
        return new TokenRevocation(issuer, revoked, meters);
    }

    /** RFC 9068 access tokens, signed with the first key: the others only verify. */
    @Bean
    JwtGenerator tokens(JWKSource<SecurityContext> keys, InstantSource clock) {
        var encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(List<JWK>::getFirst);
        var generator = new JwtGenerator(encoder);
        generator.setClock(clock.withZone(ZoneOffset.UTC));
        generator.setJwtCustomizer(LoginConfiguration::accessToken);
        return generator;
    }

    private static void accessToken(JwtEncodingContext token) {
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

    /** No bean of this type, or Spring Security would offer it to every filter chain. */
    private record Provider(Class<? extends Authentication> kind, AuthenticationManager check)
            implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication authentication) {
            return check.authenticate(authentication);
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return kind.isAssignableFrom(authentication);
        }
    }

    /** Leaves nothing of what Spring Authorization Server would do by default. */
    private static <T> Consumer<List<T>> only(T one) {
        return all -> {
            all.clear();
            all.add(one);
        };
    }
}
