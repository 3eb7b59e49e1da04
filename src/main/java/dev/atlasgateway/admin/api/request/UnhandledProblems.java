package dev.atlasgateway.admin.api.request;

import dev.atlasgateway.exchange.RequestPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.handler.AbstractHandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/** Renders unmatched requests and unexpected errors as RFC 9457 problems. */
public final class UnhandledProblems extends AbstractHandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(UnhandledProblems.class);

    @Override
    protected boolean shouldApplyTo(HttpServletRequest request, @Nullable Object handler) {
        var path = RequestPath.of(request);
        return path.equals("/admin") || path.startsWith("/admin/");
    }

    @Override
    protected @Nullable ModelAndView doResolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        if (response.isCommitted()) {
            return null;
        }
        var status = status(e);
        if (status.is5xxServerError()) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        }
        response.resetBuffer();
        response.setStatus(status.value());
        if (e instanceof ErrorResponse known) {
            known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        var body = body(request, status, detail(status, e));
        response.setContentLength(
                body.length); // ends the answer, or the servlet adds an Allow of all methods to that of OPTIONS
        try {
            response.getOutputStream().write(body);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return new ModelAndView();
    }

    /** The libraries have exceptions of their own for requests that they cannot read. */
    private static HttpStatusCode status(Exception e) {
        return switch (e) {
            case ErrorResponse known -> known.getStatusCode();
            case HttpException unreadable -> HttpStatusCode.valueOf(unreadable.getCode());
            case RequestRejectedException refused -> HttpStatus.BAD_REQUEST;
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static byte[] body(HttpServletRequest request, HttpStatusCode status, String detail) {
        var problem = new LinkedHashMap<String, Object>();
        var known = HttpStatus.resolve(status.value());
        problem.put("title", known == null ? "Refused" : known.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("instance", request.getRequestURI());
        return JsonMapper.shared().writeValueAsBytes(problem);
    }

    private static String detail(HttpStatusCode status, Exception e) {
        if (e instanceof HttpRequestMethodNotSupportedException method && method.getSupportedMethods() != null) {
            return "This path has no %s; it has %s."
                    .formatted(method.getMethod(), String.join(", ", method.getSupportedMethods()));
        }
        if (e instanceof HttpMediaTypeException type
                && !type.getSupportedMediaTypes().isEmpty()) {
            return "This path %s only %s."
                    .formatted(
                            status.value() == 415 ? "accepts" : "serves",
                            type.getSupportedMediaTypes().stream()
                                    .map(MediaType::toString)
                                    .collect(Collectors.joining(", ")));
        }
        return switch (status.value()) {
            case 400 -> "A parameter, a header or the body is not encoded as its media type says.";
            case 404 -> "There is nothing at this path; /admin/api/v1/openapi.yaml describes the paths.";
            case 500 -> "Something went wrong in the gateway; quote the X-Request-Id to the platform team.";
            default -> "This gateway does not serve this request.";
        };
    }
}
