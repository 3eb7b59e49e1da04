package dev.atlasgateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;

class TailSamplingProcessorTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Exported exported = new Exported();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setSampler(new RecordingSampler(Sampler.parentBased(Sampler.alwaysOff())))
            .addSpanProcessor(new TailSamplingProcessor(exported, TelemetryConfiguration::isWorthKeeping))
            .build();
    private final Tracer tracer = provider.get("test");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void passesOnASampledTraceWhateverItsOutcome() {
        call(TraceFlags.getSampled(), "a", "applied");

        assertThat(exported.names()).containsExactly("attempt a", "a");
    }

    @Test
    void passesOnAllSpansOfACallThatIsWorthKeeping() {
        call(TraceFlags.getDefault(), "a", "refused");

        assertThat(exported.names()).containsExactlyInAnyOrder("attempt a", "a");
    }

    @Test
    void samplesTheConfiguredShareOfCallsWhoseCallerDidNotDecide() {
        assertThat(withoutParent(0)).isEqualTo(SamplingDecision.RECORD_ONLY);
        assertThat(withoutParent(1)).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    private static SamplingDecision withoutParent(float probability) {
        var properties = new TracingProperties();
        properties.getSampling().setProbability(probability);
        return new TelemetryConfiguration()
                .sampler(properties, SpanExporters.of(SpanExporter.composite()))
                .shouldSample(Context.root(), TRACE, "call", SpanKind.SERVER, Attributes.empty(), List.of())
                .getDecision();
    }

    @Test
    void dropsACallThatWentWell() {
        call(TraceFlags.getDefault(), "a", "applied");
        call(TraceFlags.getDefault(), "b", "answered");

        assertThat(exported.names()).isEmpty();
    }

    /** A caller may make several calls in one trace. */
    @Test
    void tellsCallsOfOneTraceApart() {
        var first = start(TraceFlags.getDefault(), "first");
        var second = start(TraceFlags.getDefault(), "second");
        attempt(first, "attempt first").end();
        attempt(second, "attempt second").end();
        end(first, "applied");
        end(second, "failed");

        assertThat(exported.names()).containsExactlyInAnyOrder("second", "attempt second");
    }

    @Test
    void keepsACallForTheSakeOfOneSpan() {
        var call = start(TraceFlags.getDefault(), "call");
        var read = attempt(call, "read");
        attempt(read, "below").setAttribute("http.request.resend_count", 1L).end();
        read.end();
        end(call, "applied");

        assertThat(exported.names()).containsExactlyInAnyOrder("call", "read", "below");
    }

    @Test
    void dropsSpansRatherThanFillTheMemory() {
        var calls = IntStream.range(0, 3)
                .mapToObj(call -> start(TraceFlags.getDefault(), "call"))
                .toList();
        for (var call : calls) {
            for (var attempts = 0; attempts < TailSamplingProcessor.MAX_WAITING; attempts++) {
                attempt(call, "attempt").end();
            }
        }
        calls.forEach(call -> end(call, "failed"));

        assertThat(exported.names()).hasSizeBetween(3, 2 * TailSamplingProcessor.MAX_WAITING);
    }

    private void call(TraceFlags flags, String name, String outcome) {
        var call = start(flags, name);
        attempt(call, "attempt " + name).end();
        end(call, outcome);
    }

    private Span start(TraceFlags flags, String name) {
        var caller = SpanContext.createFromRemoteParent(TRACE, "00f067aa0ba902b7", flags, TraceState.getDefault());
        return tracer.spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(caller)))
                .startSpan();
    }

    private Span attempt(Span parent, String name) {
        return tracer.spanBuilder(name).setParent(Context.root().with(parent)).startSpan();
    }

    private static void end(Span call, String outcome) {
        call.setAttribute(SpanAttributes.OUTCOME, outcome);
        call.end();
    }

    private static final class Exported implements SpanProcessor {

        private final Queue<ReadableSpan> spans = new ConcurrentLinkedQueue<>();

        List<String> names() {
            return spans.stream().map(ReadableSpan::getName).toList();
        }

        @Override
        public void onEnd(ReadableSpan span) {
            spans.add(span);
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }
    }
}
