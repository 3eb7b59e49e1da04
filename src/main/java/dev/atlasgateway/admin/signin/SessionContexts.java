package dev.atlasgateway.admin.signin;

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
 * Begins, finds and ends the session behind the cookie. Every sign-in begins a new one, so that none can be fixed
 * beforehand.
 */
record SessionContexts(Sessions sessions) implements SecurityContextRepository {

    @Override
    @SuppressWarnings("deprecation") // what the deferred look-up, which is the one in use, calls when it comes to it
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        var secret = Cookies.SESSION.read(holder.getRequest());
        var admin = secret == null ? null : sessions.find(secret, Sessions.Kind.CONSOLE);
        holder.getRequest().setAttribute(Admin.class.getName(), admin); // for the pages of errors
        return admin == null
                ? new SecurityContextImpl()
                : new SecurityContextImpl(new PreAuthenticatedAuthenticationToken(admin, "", List.of()));
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        var old = Cookies.SESSION.read(request);
        if (old != null) {
            sessions.end(old);
        }
        var admin = SignedIn.of(context.getAuthentication());
        if (admin != null) {
            var secret = sessions.begin(admin, Sessions.Kind.CONSOLE, whence(context.getAuthentication(), request));
            Cookies.SESSION.write(request, response, secret, Cookies.VISIT_LONG);
        } else if (old != null) {
            Cookies.SESSION.clear(request, response);
        }
    }

    private static SignInSource whence(@Nullable Authentication authentication, HttpServletRequest request) {
        return authentication instanceof OAuth2AuthenticationToken oidc
                ? new SignInSource(
                        SignInSource.CONSOLE,
                        oidc.getAuthorizedClientRegistrationId(),
                        request.getRemoteAddr(),
                        ((OidcAdmin) Objects.requireNonNull(oidc.getPrincipal())).identity())
                : new SignInSource(SignInSource.CONSOLE, SignInSource.PASSWORD, request.getRemoteAddr());
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return Cookies.SESSION.read(request) != null;
    }
}
