package dev.atlasgateway.gateway;

import dev.atlasgateway.contract.PathRedactor;
import dev.atlasgateway.exchange.RequestPath;
import dev.atlasgateway.telemetry.SpanAttributes;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Describes the span of a request by OpenTelemetry's semantic conventions for HTTP servers.
 *
 * <p>The metrics of requests do not get these attributes, because each path and each id would make a new series.
 */
final class ServerSpanHandler extends PropagatingReceiverTracingObservationHandler<ServerRequestObservationContext> {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    ServerSpanHandler(Tracer tracer, Propagator propagator) {
        super(tracer, propagator);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ServerRequestObservationContext;
    }

    @Override
    public void tagSpan(ServerRequestObservationContext context, Span tagged) {
        var span = OtelSpan.toOtel(tagged);
        var request = context.getCarrier();
        if (request == null || !span.isRecording()) {
            return;
        }
        span.setAttribute(SpanAttributes.REQUEST_ID, RequestId.of(request));
        span.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method(request));
        span.setAttribute(UrlAttributes.URL_SCHEME, request.getScheme());
        span.setAttribute(UrlAttributes.URL_PATH, path(request, context.getPathPattern()));
        span.setAttribute(ServerAttributes.SERVER_ADDRESS, request.getServerName());
        span.setAttribute(ServerAttributes.SERVER_PORT, request.getServerPort());
        if (context.getPathPattern() != null) {
            span.setAttribute(HttpAttributes.HTTP_ROUTE, context.getPathPattern());
        }
        var response = context.getResponse();
        if (response != null) {
            var status = response.getStatus();
            span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, status);
            if (status >= 500) {
                span.setAttribute(ErrorAttributes.ERROR_TYPE, Integer.toString(status));
                span.setStatus(StatusCode.ERROR);
            }
        }
        if (context.getError() != null) {
            span.setAttribute(
                    ErrorAttributes.ERROR_TYPE, context.getError().getClass().getName());
        }
    }

    @Override
    public void customizeReceiverSpan(ServerRequestObservationContext context, Span span) {
        var request = context.getCarrier();
        if (request != null) {
            var route = context.getPathPattern();
            context.setContextualName(route == null ? method(request) : method(request) + " " + route);
        }
    }

    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
    }

    /** Keeps the path of a route, as the audit does. In any other path, callers may have pasted credentials. */
    private static String path(HttpServletRequest request, @Nullable String route) {
        var path = RequestPath.of(request);
        return request.getContextPath() + (route == null || route.endsWith("**") ? PathRedactor.of(path) : path);
    }
}
