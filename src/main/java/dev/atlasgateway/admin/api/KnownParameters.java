package dev.atlasgateway.admin.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses parameters that an endpoint does not read, as whoever sends one expects something of it, and what none can be. */
final class KnownParameters implements HandlerInterceptor {

    /** Leaves endpoints alone that read their parameters as a whole: they know which there are. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod endpoint) {
            request.getParameterMap().forEach(KnownParameters::refuseNul);
            var read = Arrays.stream(endpoint.getMethod().getParameters())
                    .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
                    .toList();
            if (read.stream().noneMatch(parameter -> parameter.getType() == Map.class)) {
                var names = read.stream()
                        .map(parameter -> name(parameter.getAnnotation(RequestParam.class), parameter.getName()))
                        .collect(Collectors.toSet());
                Paging.refuseOthers(request.getParameterMap().keySet(), names);
            }
        }
        return true;
    }

    /** Which PostgreSQL cannot hold in a text, and so cannot look for. */
    private static void refuseNul(String parameter, String[] values) {
        if (Arrays.stream(values).anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw Problems.badParameter(parameter, "must not hold the character U+0000");
        }
    }

    private static String name(RequestParam annotation, String otherwise) {
        return annotation.name().isEmpty() ? otherwise : annotation.name();
    }
}
