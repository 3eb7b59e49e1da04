package dev.atlasgateway.admin.signin;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The admin side's two doors: pages for people, with a session; an API for programs, with a token. */
@Configuration(proxyBeanMethods = false)
class AdminSecurityConfiguration {

    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'");
    private static final long YEAR = 31_536_000;
    private static final String PERMISSIONS =
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), display-capture=(), browsing-topics=()";

    /** Only what a handler's annotation opens is open; a program brings its token each time. */
    @Bean
    @Order(2)
    SecurityFilterChain adminApi(HttpSecurity http, ApiTokens tokens, HandlerAuthorization handlers) {
        var bearer = new BearerTokenAuthenticationFilter((AuthenticationManager) tokens::authenticate);
        bearer.setAuthenticationEntryPoint(ApiProblems::unauthenticated);
        bearer.setAuthenticationFailureHandler(ApiProblems::unauthenticated);
        return http.securityMatcher(AdminPathMatcher.below("/admin/**"))
                .csrf(AbstractHttpConfigurer::disable) // nothing that a browser would send by itself opens this
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .headers(headers -> headers.contentSecurityPolicy(
                        csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .addFilterAt(bearer, BearerTokenAuthenticationFilter.class)
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(ApiProblems::unauthenticated)
                        .accessDeniedHandler(ApiProblems::denied))
                .authorizeHttpRequests(requests -> requests.anyRequest().access(handlers))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain console(
            HttpSecurity http,
            Sessions sessions,
            SignInJournal journal,
            LocalAdmin bootstrap,
            OidcProviders providers,
            AdminClaims claims,
            HandlerAuthorization handlers) {
        var rejection = ConsoleAuthenticationHandlers.rejectAndRecord(journal);
        http.securityMatcher(AdminPathMatcher.below(
                        "/console/**", "/webjars/**", "/oauth2/authorization/*", "/login/oauth2/code/*"))
                .securityContext(context -> context.securityContextRepository(new SessionContexts(sessions)))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(new CsrfTokens()))
                .headers(AdminSecurityConfiguration::pages)
                .authenticationProvider(new ByPassword(bootstrap))
                .formLogin(form -> form.loginPage(ConsoleAuthenticationHandlers.SIGN_IN)
                        .successHandler(ConsoleAuthenticationHandlers::welcome)
                        .failureHandler(rejection))
                .logout(logout -> logout.logoutUrl(ConsoleAuthenticationHandlers.SIGN_OUT)
                        .logoutSuccessHandler(ConsoleAuthenticationHandlers::goodbye))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(ConsoleAuthenticationHandlers::challenge)
                                .accessDeniedHandler(ConsoleAuthenticationHandlers::deny))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/console/assets/**")
                        .permitAll()
                        .anyRequest()
                        .access(handlers));
        if (!providers.none()) {
            http.oauth2Login(oidc -> oidc.loginPage(ConsoleAuthenticationHandlers.SIGN_IN)
                    .clientRegistrationRepository(providers)
                    .authorizedClientRepository(new NoOpAuthorizedClientRepository())
                    .authorizationEndpoint(away ->
                            away.authorizationRequestRepository(new CookieAuthorizationRequestRepository(providers)))
                    .userInfoEndpoint(users -> users.oidcUserService(OidcAdmin.admitting(claims, new OidcUserService()))
                            .userService(OidcAdmin::refuse))
                    .successHandler(ConsoleAuthenticationHandlers::welcome)
                    .failureHandler(rejection)
                    .withObjectPostProcessor(new SaysWhoIsAway(rejection)));
        }
        return http.build();
    }

    private static void pages(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .httpStrictTransportSecurity(
                        hsts -> hsts.includeSubDomains(false).maxAgeInSeconds(YEAR))
                .withObjectPostProcessor(new WrittenAtOnce());
    }

    /** A provider that cannot be reached is no fault of the gateway's. */
    private record SaysWhoIsAway(AuthenticationFailureHandler rejection)
            implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {

        @Override
        public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
            filter.setAuthenticationFailureHandler(rejection);
            return filter;
        }
    }

    /** On error pages too, and before a resource says how long it may be kept. */
    private static final class WrittenAtOnce implements ObjectPostProcessor<HeaderWriterFilter> {

        @Override
        public <F extends HeaderWriterFilter> F postProcess(F filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
        }
    }

    /** No bean, or Spring Security would offer it to every filter chain. */
    private record ByPassword(LocalAdmin bootstrap) implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication request) {
            var address =
                    request.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "nowhere";
            var admin = bootstrap.authenticate(request.getName(), String.valueOf(request.getCredentials()), address);
            return UsernamePasswordAuthenticationToken.authenticated(admin, null, List.of());
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return authentication == UsernamePasswordAuthenticationToken.class;
        }
    }
}
