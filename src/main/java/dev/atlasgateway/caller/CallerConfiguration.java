package dev.atlasgateway.caller;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.atlasgateway.policy.Policy;
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
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.web.context.support.WebApplicationContextUtils;

/** Who gets in with a token. Refusals are said by whoever supplies the entry point and the denied handler. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallerProperties.class)
class CallerConfiguration {

    /** Every call, unless another chain is more particular about its path. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain calls(
            HttpSecurity http,
            BearerAuthentication authentication,
            AuthenticationEntryPoint unauthenticated,
            AccessDeniedHandler denied) {
        var bearer = new BearerTokenAuthenticationFilter(
                (AuthenticationManager) authentication::authenticate, new BearerCredentials());
        bearer.setAuthenticationEntryPoint(unauthenticated);
        bearer.setAuthenticationFailureHandler(unauthenticated::commence);
        return FilterChains.bare(http)
                .addFilter(bearer)
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(unauthenticated).accessDeniedHandler(denied))
                .authorizeHttpRequests(requests -> requests
                        // what was let in once is not asked again on its way to an error page
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/openapi.yaml")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** The management port is for the platform's probes and scrapers, which bring no token, and for nothing else. */
    @Bean
    @Order(0)
    SecurityFilterChain management(HttpSecurity http) {
        return FilterChains.bare(http.securityMatcher(CallerConfiguration::onManagementPort))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.FORBIDDEN)))
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(EndpointRequest.to("health", "info", "prometheus"))
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
    BearerAuthentication bearerAuthentication(
            CallerProperties properties,
            GatewayIssuer gateway,
            Policy policy,
            RevokedTokens revoked,
            InstantSource clock,
            MeterRegistry meters) {
        var issuers = new HashMap<String, TrustedIssuer>();
        issuers.put(gateway.issuer(), gateway);
        for (var company : properties.issuers()) {
            issuers.put(company.issuer(), company(company, clock));
        }
        return new BearerAuthentication(issuers, policy, revoked, properties.rememberedTokens(), clock, meters);
    }

    private static CompanyIssuer company(CallerProperties.Issuer issuer, InstantSource clock) {
        var decoder = CompanyTokens.of(
                issuer.issuer(), issuer.audience(), issuer.jwkSetUri(), issuer.algorithms(), issuer.types(), clock);
        return new CompanyIssuer(issuer.issuer(), decoder, issuer.claim(), issuer.teams());
    }

    @Bean
    GatewayIssuer gatewayIssuer(CallerProperties properties, JwtDecoder decoder) {
        return new GatewayIssuer(properties.issuer(), decoder);
    }

    /** Of the gateway's own tokens only. */
    @Bean
    JwtDecoder jwtDecoder(CallerProperties properties, JWKSource<SecurityContext> keys, InstantSource clock) {
        return TrustedIssuer.strict(
                properties.issuer(),
                properties.issuer(),
                Set.of(SignatureAlgorithm.RS256),
                List.of(GatewayIssuer.TYPE),
                keys,
                clock);
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(CallerProperties properties) {
        return new ImmutableJWKSet<>(SigningKeys.of(properties.signingKey(), properties.previousKeys()));
    }

    @Bean
    RevokedTokens revokedTokens(PollingConnection polling, InstantSource clock) {
        return new RevokedTokens(polling.jdbc(), clock);
    }

    /** Three observations within the one that a call has anyway would cost it more than its authentication does. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
