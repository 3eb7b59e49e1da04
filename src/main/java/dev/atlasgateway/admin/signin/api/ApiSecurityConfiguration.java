package dev.atlasgateway.admin.signin.api;

import dev.atlasgateway.admin.signin.AdminPathMatcher;
import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.admin.signin.oidc.AdminClaimMapper;
import dev.atlasgateway.admin.signin.role.HandlerAuthorizationManager;
import dev.atlasgateway.admin.signin.session.SessionRepository;
import dev.atlasgateway.caller.FilterChains;
import dev.atlasgateway.caller.PublishedKeys;
import dev.atlasgateway.caller.StrictJwtDecoders;
import dev.atlasgateway.caller.TokenIssuers;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/** Filter chain of the admin API, which programs use with a Bearer token. */
@Configuration(proxyBeanMethods = false)
class ApiSecurityConfiguration {

    @Bean
    @Order(2)
    SecurityFilterChain adminApi(
            FilterChains chains,
            SessionRepository sessions,
            SignInProperties properties,
            AdminClaimMapper claims,
            HandlerAuthorizationManager handlers,
            SslBundles bundles,
            InstantSource clock) {
        var issuers = properties.issuers().stream()
                .collect(Collectors.toMap(
                        SignInProperties.Issuer::issuer,
                        issuer ->
                                StrictJwtDecoders.ofCompany(issuer, PublishedKeys.of(issuer, bundles, clock), clock)));
        var tokens = new ApiTokenAuthenticator(sessions, new TokenIssuers<>(issuers), claims);
        var bearer = new BearerTokenAuthenticationFilter((AuthenticationManager) tokens::authenticate);
        bearer.setAuthenticationEntryPoint(ApiSecurityProblems::requireToken);
        bearer.setAuthenticationFailureHandler(ApiSecurityProblems::requireToken);
        return chains.withoutSession()
                .securityMatcher(AdminPathMatcher.of("/admin/**"))
                .servletApi(Customizer.withDefaults())
                .headers(headers -> headers.contentSecurityPolicy(
                        csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .addFilterAt(bearer, BearerTokenAuthenticationFilter.class)
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(ApiSecurityProblems::requireToken)
                        .accessDeniedHandler(ApiSecurityProblems::deny))
                .authorizeHttpRequests(requests -> requests.anyRequest().access(handlers))
                .build();
    }
}
