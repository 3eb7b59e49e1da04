package dev.atlasgateway.gateway;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;

/** Throws an error in the layers of the server that a request names. */
record FailingLayers(String layer) implements Filter {

    /** Lists the layers: {@code first}, {@code last}, {@code error}. */
    static final String LAYERS = "X-Test-Fails-In";

    /** Names what is thrown. */
    static final String WITH = "X-Test-Fails-With";

    static void register(GenericApplicationContext context) {
        register(context, "first", Ordered.HIGHEST_PRECEDENCE, DispatcherType.REQUEST);
        register(context, "last", Ordered.LOWEST_PRECEDENCE, DispatcherType.REQUEST);
        register(context, "error", Ordered.LOWEST_PRECEDENCE, DispatcherType.ERROR);
    }

    private static void register(GenericApplicationContext context, String layer, int order, DispatcherType type) {
        context.registerBean("failing-" + layer, FilterRegistrationBean.class, () -> {
            var registration = new FilterRegistrationBean<>(new FailingLayers(layer));
            registration.setName("failing-" + layer);
            registration.setDispatcherTypes(EnumSet.of(type));
            registration.setOrder(order);
            return registration;
        });
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (layers((HttpServletRequest) request).contains(layer)) {
            fail(((HttpServletRequest) request).getHeader(WITH));
        }
        chain.doFilter(request, response);
    }

    private static List<String> layers(HttpServletRequest request) {
        var layers = request.getHeader(LAYERS);
        return layers == null ? List.of() : List.of(layers.split(" "));
    }

    private static void fail(@Nullable String with) throws IOException, ServletException {
        switch (String.valueOf(with)) {
            case "StackOverflowError" -> throw new StackOverflowError("secret detail");
            case "ServletException" -> throw new ServletException("secret detail");
            case "IOException" -> throw new IOException("secret detail");
            default -> throw new IllegalStateException("secret detail");
        }
    }
}
