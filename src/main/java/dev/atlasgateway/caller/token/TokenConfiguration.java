package dev.atlasgateway.caller.token;

import dev.atlasgateway.caller.DigestLogin;
import dev.atlasgateway.caller.FilterChains;
import dev.atlasgateway.caller.StrictJwtDecoders;
import dev.atlasgateway.caller.TokenIssuers;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.store.Polling;
import dev.atlasgateway.store.PollingConnection;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Filter chains that authenticate calls. The {@code gateway} package supplies the entry point and the handler that render
 * refusals.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallerProperties.class)
class TokenConfiguration {

    @Bean
    FilterChains filterChains(
            ApplicationContext context,
            ObjectPostProcessor<Object> processor,
            PathPatternRequestMatcher.Builder paths) {
        return new FilterChains(context, processor, paths);
    }

    /** Chain for every path that no other chain matches. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain calls(
            FilterChains chains,
            BearerTokenAuthenticator authentication,
            DigestLogin digest,
            AuthenticationEntryPoint unauthenticated,
            AccessDeniedHandler denied) {
        var tokens = new BearerTokenConverter();
        AuthenticationConverter credentials = request -> {
            var token = tokens.convert(request);
            return token == null ? digest.convert(request) : token;
        };
        AuthenticationManager check = login -> login instanceof BearerTokenAuthenticationToken
                ? authentication.authenticate(login)
                : digest.authenticate(login);
        var bearer = new BearerTokenAuthenticationFilter(check, credentials);
        bearer.setAuthenticationEntryPoint(unauthenticated);
        bearer.setAuthenticationFailureHandler(unauthenticated::commence);
        return chains.stateless()
                .addFilter(bearer)
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(unauthenticated).accessDeniedHandler(denied))
                .authorizeHttpRequests(requests -> requests
                        // the original request was authorized already
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/openapi.yaml", "/api/oauth/token", "/api/oauth/revoke")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** Opens the management port to the probes and scrapers of the platform, which send no token. */
    @Bean
    @Order(0)
    SecurityFilterChain management(FilterChains chains) {
        return chains.stateless()
                .securityMatcher(TokenConfiguration::onManagementPort)
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.FORBIDDEN)))
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(HttpMethod.TRACE) // would repeat the request's headers
                                .denyAll()
                                .requestMatchers(EndpointRequest.to("health", "info", "prometheus", "loggers"))
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .build();
    }

    private static boolean onManagementPort(HttpServletRequest request) {
        return WebServerApplicationContext.hasServerNamespace(
                WebApplicationContextUtils.getWebApplicationContext(request.getServletContext()), "management");
    }

    @Bean
    BearerTokenAuthenticator bearerAuthentication(
            CallerProperties properties,
            GatewayIssuer gateway,
            Policy policy,
            RevokedTokens revoked,
            SslBundles bundles,
            InstantSource clock,
            MeterRegistry meters) {
        var trusted = new HashMap<String, TrustedIssuer>();
        trusted.put(gateway.issuer(), gateway);
        for (var company : properties.issuers()) {
            trusted.put(company.issuer(), CompanyIssuer.of(company, bundles, clock, meters));
        }
        return new BearerTokenAuthenticator(
                new TokenIssuers<>(trusted), policy, revoked, properties.rememberedTokens(), clock, meters);
    }

    @Bean
    GatewayIssuer gatewayIssuer(CallerProperties properties, JwtDecoder decoder, SigningKeys keys) {
        return new GatewayIssuer(properties.issuer(), decoder, keys);
    }

    /** Decodes the gateway's own tokens only. */
    @Bean
    JwtDecoder jwtDecoder(CallerProperties properties, SigningKeys keys, InstantSource clock) {
        return StrictJwtDecoders.withKeys(
                properties.issuer(),
                properties.issuer(),
                Set.of(SignatureAlgorithm.RS256),
                List.of(GatewayIssuer.TYPE),
                keys,
                clock,
                StrictJwtDecoders.SUBJECT);
    }

    @Bean
    SigningKeys signingKeys(CallerProperties properties, InstantSource clock) {
        return new SigningKeys(properties.signingKey(), properties.previousKeys(), clock);
    }

    @Bean
    RevokedTokens revokedTokens(JdbcClient store, PollingConnection polling, InstantSource clock) {
        return new RevokedTokens(store, polling.jdbc(), clock);
    }

    @Bean
    Polling revokedTokensPolling(RevokedTokens revoked) {
        return revoked.polling();
    }

    @Bean
    Polling revokedTokensPurging(RevokedTokens revoked) {
        return revoked.purging();
    }

    /** Disables the three observations of Spring Security. They would cost more than the authentication itself. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
