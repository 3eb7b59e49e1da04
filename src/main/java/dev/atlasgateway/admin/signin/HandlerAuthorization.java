package dev.atlasgateway.admin.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Lets a request through if the handler method that would serve it is open to whoever sent it.
 *
 * <p>Asked before anything of the request is read. What no handler serves is found missing by those only who are signed
 * in.
 */
final class HandlerAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    private final ObjectProvider<RequestMappingHandlerMapping> handlers;

    HandlerAuthorization(ObjectProvider<RequestMappingHandlerMapping> handlers) {
        this.handlers = handlers;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        var handler = handler(context.getRequest());
        var open = handler == null ? RequiredRole.SIGNED_IN : RequiredRole.of(handler);
        return new AuthorizationDecision(open == RequiredRole.ANYBODY || open.admits(roles(authentication.get())));
    }

    private static Set<AdminRole> roles(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Admin admin
                ? admin.roles()
                : Set.of();
    }

    /** A method that Spring would answer with 405, 406 or 415 is none: whoever is signed in may be told. */
    private @Nullable HandlerMethod handler(HttpServletRequest request) {
        try {
            ServletRequestPathUtils.parseAndCache(request);
            var chain = handlers.getObject().getHandler(request);
            return chain != null && chain.getHandler() instanceof HandlerMethod method ? method : null;
        } catch (ServletException e) {
            return null;
        } catch (Exception e) {
            throw new IllegalStateException("no telling which handler serves a request", e);
        }
    }
}
