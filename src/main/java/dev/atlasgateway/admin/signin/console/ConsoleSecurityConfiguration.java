package dev.atlasgateway.admin.signin.console;

import dev.atlasgateway.admin.signin.AdminPathMatcher;
import dev.atlasgateway.admin.signin.SignInJournal;
import dev.atlasgateway.admin.signin.SignInOptions;
import dev.atlasgateway.admin.signin.local.LocalAdmin;
import dev.atlasgateway.admin.signin.oidc.AdminClaimMapper;
import dev.atlasgateway.admin.signin.oidc.OidcAdmin;
import dev.atlasgateway.admin.signin.oidc.OidcProviders;
import dev.atlasgateway.admin.signin.role.HandlerAuthorizationManager;
import dev.atlasgateway.admin.signin.session.SessionRepository;
import dev.atlasgateway.admin.signin.session.SessionSecurityContextRepository;
import dev.atlasgateway.caller.FilterChains;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Filter chain of the console, which people use with a session. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurityConfiguration {

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
    private static final long YEAR_SECONDS = 31_536_000;
    private static final String PERMISSIONS_POLICY =
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), display-capture=(), browsing-topics=()";

    @Bean
    SignInOptions signInOptions(LocalAdmin localAdmin, OidcProviders providers) {
        return new SignInOptions(localAdmin.exists(), providers.options());
    }

    @Bean
    @Order(3)
    SecurityFilterChain console(
            FilterChains chains,
            SessionRepository sessions,
            SignInJournal journal,
            LocalAdmin localAdmin,
            OidcProviders providers,
            AdminClaimMapper claims,
            HandlerAuthorizationManager handlers) {
        var failureHandler = ConsoleAuthenticationHandlers.rejectAndRecord(journal);
        var http = chains.empty()
                .securityMatcher(AdminPathMatcher.of(
                        "/console/**", "/webjars/**", "/oauth2/authorization/*", "/login/oauth2/code/*"))
                .securityContext(
                        context -> context.securityContextRepository(new SessionSecurityContextRepository(sessions)))
                .servletApi(Customizer.withDefaults())
                .csrf(csrf -> csrf.csrfTokenRepository(new SessionCsrfTokenRepository())
                        .ignoringRequestMatchers(BackChannelLogoutController.PATH)) // no browser sends it
                .headers(ConsoleSecurityConfiguration::setHeaders)
                .authenticationProvider(new PasswordAuthenticationProvider(localAdmin))
                .formLogin(form -> form.loginPage(ConsoleAuthenticationHandlers.SIGN_IN)
                        .successHandler(ConsoleAuthenticationHandlers::redirectAfterSignIn)
                        .failureHandler(failureHandler))
                .logout(logout -> logout.logoutUrl(ConsoleAuthenticationHandlers.SIGN_OUT)
                        .logoutSuccessHandler(new ProviderSignOutHandler(providers)))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(ConsoleAuthenticationHandlers::redirectToSignIn)
                                .accessDeniedHandler(ConsoleAuthenticationHandlers::deny))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/console/assets/**")
                        .permitAll()
                        .anyRequest()
                        .access(handlers));
        if (!providers.isEmpty()) {
            http.oauth2Login(oidc -> oidc.loginPage(ConsoleAuthenticationHandlers.SIGN_IN)
                    .clientRegistrationRepository(providers)
                    .authorizedClientRepository(new NoOpAuthorizedClientRepository())
                    .authorizationEndpoint(endpoint -> endpoint.authorizationRequestRepository(
                            new CookieAuthorizationRequestRepository(providers)))
                    .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(providers.tokens()))
                    .userInfoEndpoint(users -> users.oidcUserService(OidcAdmin.userService(claims, providers.users()))
                            .userService(OidcAdmin::rejectPlainOAuth2))
                    .successHandler(ConsoleAuthenticationHandlers::redirectAfterSignIn)
                    .failureHandler(failureHandler)
                    .withObjectPostProcessor(new ProviderFailureHandler(failureHandler)));
        }
        return http.build();
    }

    private static void setHeaders(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS_POLICY))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .httpStrictTransportSecurity(
                        hsts -> hsts.includeSubDomains(false).maxAgeInSeconds(YEAR_SECONDS))
                .withObjectPostProcessor(new FilterChains.EagerHeaderWriter());
    }

    /** Redirects to the sign-in page if the provider is not reachable. The default would answer 500. */
    private record ProviderFailureHandler(AuthenticationFailureHandler handler)
            implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {

        @Override
        public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
            filter.setAuthenticationFailureHandler(handler);
            return filter;
        }
    }

    /** Not a bean, because Spring Security would offer a bean of this type to every filter chain. */
    private record PasswordAuthenticationProvider(LocalAdmin localAdmin) implements AuthenticationProvider {

        @Override
        public Authentication authenticate(Authentication request) {
            var address =
                    request.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "nowhere";
            var admin = localAdmin.authenticate(request.getName(), String.valueOf(request.getCredentials()), address);
            return UsernamePasswordAuthenticationToken.authenticated(admin, null, List.of());
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return authentication == UsernamePasswordAuthenticationToken.class;
        }
    }
}
