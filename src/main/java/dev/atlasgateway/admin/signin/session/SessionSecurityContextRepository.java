package dev.atlasgateway.admin.signin.session;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.ProviderSession;
import dev.atlasgateway.admin.signin.SignInSource;
import dev.atlasgateway.admin.signin.oidc.OidcAdmin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Begins, finds and ends the session of the session cookie. Every sign-in begins a new session, which prevents session
 * fixation.
 */
public record SessionSecurityContextRepository(SessionRepository sessions) implements SecurityContextRepository {

    @Override
    @SuppressWarnings("deprecation") // the deferred lookup, which is in use, calls this method
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        var admin = sessions.find(holder.getRequest());
        holder.getRequest().setAttribute(Admin.class.getName(), admin); // for error pages
        return admin == null
                ? new SecurityContextImpl()
                : new SecurityContextImpl(new PreAuthenticatedAuthenticationToken(admin, "", List.of()));
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        var old = ConsoleCookie.SESSION.read(request);
        if (old != null) {
            request.setAttribute(ProviderSession.class.getName(), sessions.end(old)); // for the sign-out there
        }
        var admin = admin(context.getAuthentication());
        if (admin != null) {
            var secret = sessions.begin(admin, SessionType.CONSOLE, source(context.getAuthentication(), request));
            ConsoleCookie.SESSION.write(request, response, secret, ConsoleCookie.UNTIL_BROWSER_CLOSES);
        } else if (old != null) {
            ConsoleCookie.SESSION.clear(request, response);
        }
    }

    private static @Nullable Admin admin(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof OidcAdmin oidc
                ? oidc.admin()
                : Admin.of(authentication);
    }

    private static SignInSource source(@Nullable Authentication authentication, HttpServletRequest request) {
        return authentication instanceof OAuth2AuthenticationToken oidc
                ? new SignInSource(
                        SignInSource.CONSOLE,
                        oidc.getAuthorizedClientRegistrationId(),
                        request.getRemoteAddr(),
                        ((OidcAdmin) Objects.requireNonNull(oidc.getPrincipal()))
                                .session(oidc.getAuthorizedClientRegistrationId()))
                : new SignInSource(SignInSource.CONSOLE, SignInSource.PASSWORD, request.getRemoteAddr());
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return ConsoleCookie.SESSION.read(request) != null;
    }
}
