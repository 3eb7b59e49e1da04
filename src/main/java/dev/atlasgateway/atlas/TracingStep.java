package dev.atlasgateway.atlas;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records each attempt as a span, and sends its context to Atlas as {@code traceparent} (W3C Trace Context).
 *
 * <p>Does not send the baggage and vendor state of the caller to Atlas.
 */
record TracingStep(Tracer tracer, Propagator propagator) implements UnaryOperator<Atlas> {

    private static final String TRACEPARENT = "traceparent";

    @Override
    public Atlas apply(Atlas next) {
        return intent -> {
            var span = tracer.spanBuilder()
                    .name("atlas " + intent.request().method())
                    .kind(Span.Kind.CLIENT)
                    .start();
            try {
                var context = new HashMap<String, String>();
                propagator.inject(span.context(), context, TracingStep::put);
                var traceparent = context.get(TRACEPARENT);
                return next.send(traceparent == null ? intent : intent.with(TRACEPARENT, traceparent));
            } finally {
                span.end();
            }
        };
    }

    private static void put(@Nullable Map<String, String> context, String name, String value) {
        if (context != null) {
            context.put(name.toLowerCase(Locale.ROOT), value);
        }
    }
}
