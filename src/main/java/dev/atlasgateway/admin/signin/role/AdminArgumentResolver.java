package dev.atlasgateway.admin.signin.role;

import dev.atlasgateway.admin.signin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Passes the signed-in {@link Admin} to a handler method. A {@code @Nullable} parameter is null if no admin is signed in. */
final class AdminArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Admin.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var admin = Admin.of(SecurityContextHolder.getContext().getAuthentication());
        if (admin == null && !parameter.isOptional()) {
            throw new IllegalStateException("no admin is signed in, but the handler method needs one");
        }
        return admin;
    }
}
