package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasResponse;
import dev.atlasgateway.exchange.AtlasResponse.NoReply;
import dev.atlasgateway.exchange.AtlasResponse.Reply;
import dev.atlasgateway.exchange.Intent;
import dev.atlasgateway.telemetry.SpanAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records each attempt as a span by OpenTelemetry's semantic conventions for HTTP clients, and sends its context to
 * Atlas as {@code traceparent} (W3C Trace Context).
 *
 * <p>Does not send the baggage and vendor state of the caller to Atlas.
 */
record TracingStep(Tracer tracer, URI baseUrl) implements UnaryOperator<Atlas> {

    private static final String TRACEPARENT = "traceparent";

    @Override
    public Atlas apply(Atlas next) {
        return intent -> {
            var span = tracer.spanBuilder(intent.request().method())
                    .setSpanKind(SpanKind.CLIENT)
                    .startSpan();
            try {
                if (span.isRecording()) {
                    describe(span, intent);
                }
                var traceparent = traceparent(span);
                var response = next.send(traceparent == null ? intent : intent.with(TRACEPARENT, traceparent));
                describe(span, response);
                return response;
            } catch (RuntimeException | Error e) {
                fail(span, e.getClass().getName());
                throw e;
            } finally {
                span.end();
            }
        };
    }

    private void describe(Span span, Intent intent) {
        var request = intent.request();
        var https = "https".equals(baseUrl.getScheme());
        span.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, request.method());
        span.setAttribute(UrlAttributes.URL_SCHEME, baseUrl.getScheme());
        span.setAttribute(UrlAttributes.URL_FULL, baseUrl.toString().replaceFirst("/+$", "") + request.path());
        span.setAttribute(SpanAttributes.URL_TEMPLATE, request.template());
        span.setAttribute(ServerAttributes.SERVER_ADDRESS, baseUrl.getHost());
        span.setAttribute(ServerAttributes.SERVER_PORT, baseUrl.getPort() >= 0 ? baseUrl.getPort() : https ? 443 : 80);
        span.setAttribute(SpanAttributes.ACCOUNT, request.account());
        var resend = intent.resend();
        if (resend != null) {
            span.setAttribute(HttpAttributes.HTTP_REQUEST_RESEND_COUNT, resend.count());
            span.setAttribute(SpanAttributes.RETRY_CAUSE, resend.cause());
        }
    }

    private static void describe(Span span, AtlasResponse response) {
        switch (response) {
            case Reply reply -> {
                span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, reply.status());
                if (reply.status() >= 400) {
                    fail(span, Integer.toString(reply.status()));
                }
            }
            case NoReply noReply -> fail(span, noReply.cause().name().toLowerCase(Locale.ROOT));
        }
    }

    private static void fail(Span span, String type) {
        span.setAttribute(ErrorAttributes.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR);
    }

    private static @Nullable String traceparent(Span span) {
        var headers = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance().inject(Context.current().with(span), headers, TracingStep::put);
        return headers.get(TRACEPARENT);
    }

    private static void put(@Nullable Map<String, String> headers, String name, String value) {
        if (headers != null) {
            headers.put(name, value);
        }
    }
}
