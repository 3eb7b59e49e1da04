package dev.atlasgateway.atlas;

import dev.atlasgateway.exchange.AtlasRequest;
import dev.atlasgateway.exchange.Intent;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives each attempt a span of its own, and Atlas its context: {@code traceparent} (W3C Trace Context), and none of the
 * baggage and vendors' state that the caller sent along.
 */
record Traced(Tracer tracer, Propagator propagator) implements UnaryOperator<Atlas> {

    @Override
    public Atlas apply(Atlas next) {
        return intent -> {
            var request = intent.request();
            var span = tracer.spanBuilder()
                    .name("atlas " + request.method())
                    .kind(Span.Kind.CLIENT)
                    .start();
            try (var ignored = tracer.withSpan(span)) {
                var headers = new HashMap<>(request.headers());
                propagator.inject(span.context(), headers, Traced::putTraceparent);
                return next.send(new Intent(intent.id(), with(request, headers), intent.deadline()));
            } finally {
                span.end();
            }
        };
    }

    private static void putTraceparent(@Nullable Map<String, String> headers, String name, String value) {
        if (headers != null && name.equalsIgnoreCase("traceparent")) {
            headers.put(name, value);
        }
    }

    private static AtlasRequest with(AtlasRequest request, Map<String, String> headers) {
        return new AtlasRequest(
                request.account(), request.resource(), request.method(), request.path(), headers, request.body());
    }
}
