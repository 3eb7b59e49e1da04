package dev.atlasgateway.admin.api.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects unknown and repeated query parameters, and NUL characters. Ignoring a parameter would mislead the client.
 */
public final class KnownParameters implements HandlerInterceptor {

    /** Skips handler methods that read their parameters as a map, because they check the names themselves. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod endpoint) {
            rejectForm(request);
            request.getParameterMap().forEach(KnownParameters::check);
            var read = Arrays.stream(endpoint.getMethod().getParameters())
                    .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
                    .toList();
            if (read.stream().noneMatch(parameter -> parameter.getType() == Map.class)) {
                var names = read.stream()
                        .map(parameter -> name(parameter.getAnnotation(RequestParam.class), parameter.getName()))
                        .collect(Collectors.toSet());
                Paging.rejectUnknown(request.getParameterMap().keySet(), names);
            }
        }
        return true;
    }

    /** The API reads no forms. The server would read their fields as parameters. */
    private static void rejectForm(HttpServletRequest request) {
        var type = String.valueOf(request.getContentType()).strip().toLowerCase(Locale.ROOT);
        if (type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                || type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)) {
            throw Problems.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The Content-Type must not be a form; the API reads none.");
        }
    }

    /** Rejects a second value, which no handler reads, and NUL, which a text in PostgreSQL cannot contain. */
    private static void check(String parameter, String[] values) {
        if (values.length > 1) {
            throw Problems.badParameter(parameter, "is given twice");
        }
        if (values[0].indexOf('\0') >= 0) {
            throw Problems.badParameter(parameter, "must not contain the character U+0000");
        }
    }

    private static String name(RequestParam annotation, String otherwise) {
        return annotation.name().isEmpty() ? otherwise : annotation.name();
    }
}
