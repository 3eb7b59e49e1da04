package dev.atlasgateway.admin.signin.role;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
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
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Authorizes a request by the {@link RequiredRole} of the handler method that will serve it.
 *
 * <p>It decides before the body is read. A request without a handler method requires a signed-in admin, who then gets 404.
 */
@Component
public record HandlerAuthorizationManager(ObjectProvider<RequestMappingHandlerMapping> handlers)
        implements AuthorizationManager<RequestAuthorizationContext> {

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        var handler = handler(context.getRequest());
        var required =
                handler == null || isOptions(context.getRequest()) ? RequiredRole.SIGNED_IN : RequiredRole.of(handler);
        return new AuthorizationDecision(required == RequiredRole.NONE || required.admits(roles(authentication.get())));
    }

    /** Spring itself answers OPTIONS, with the methods of the path. */
    private static boolean isOptions(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS");
    }

    private static Set<AdminRole> roles(@Nullable Authentication authentication) {
        var admin = Admin.of(authentication);
        return admin == null ? Set.of() : admin.roles();
    }

    /** Returns null also for a request that Spring will answer with 405, 406 or 415. */
    private @Nullable HandlerMethod handler(HttpServletRequest request) {
        try {
            ServletRequestPathUtils.parseAndCache(request);
            var chain = handlers.getObject().getHandler(request);
            return chain != null && chain.getHandler() instanceof HandlerMethod method ? method : null;
        } catch (ServletException e) {
            return null;
        } catch (Exception e) {
            throw new IllegalStateException("cannot find the handler method of a request", e);
        }
    }
}
