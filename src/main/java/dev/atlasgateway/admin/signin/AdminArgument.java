package dev.atlasgateway.admin.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a handler method the {@link Admin} who is signed in; null to one that says {@code @Nullable} and serves anybody. */
final class AdminArgument implements HandlerMethodArgumentResolver {

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
        var admin = SignedIn.of(SecurityContextHolder.getContext().getAuthentication());
        if (admin == null && !parameter.isOptional()) {
            throw new IllegalStateException("no admin behind a request that needs one");
        }
        return admin;
    }
}
