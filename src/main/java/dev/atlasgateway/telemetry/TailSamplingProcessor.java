package dev.atlasgateway.telemetry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the spans that are sampled, and all spans of a call that is worth keeping.
 *
 * <p>How a call ends is not known when its first span starts. So spans that are not sampled wait here until the root
 * of their call within this process ends.
 */
final class TailSamplingProcessor implements SpanProcessor {

    /** Most spans that wait. Beyond that, the oldest are dropped. */
    static final int MAX_WAITING = 10_000;

    /** Longer than a call may take. A span that ends after its root would stay here otherwise. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final SpanProcessor next;
    private final Predicate<ReadableSpan> worthKeeping;

    /** The spans that have ended, by the id of their parent. */
    private final Cache<String, List<ReadableSpan>> waiting = Caffeine.newBuilder()
            .maximumWeight(MAX_WAITING)
            .weigher((String parent, List<ReadableSpan> spans) -> spans.size())
            .expireAfterWrite(LONGEST_WAIT)
            .build();

    TailSamplingProcessor(SpanProcessor next, Predicate<ReadableSpan> worthKeeping) {
        this.next = next;
        this.worthKeeping = worthKeeping;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        var parent = span.getParentSpanContext();
        if (span.getSpanContext().isSampled()) {
            next.onEnd(span);
        } else if (parent.isValid() && !parent.isRemote()) {
            waiting.asMap().compute(parent.getSpanId(), (id, siblings) -> plus(siblings, span));
        } else {
            var call = new ArrayList<ReadableSpan>();
            collect(span, call);
            if (call.stream().anyMatch(worthKeeping)) {
                call.forEach(next::onEnd);
            }
        }
    }

    private static List<ReadableSpan> plus(@Nullable List<ReadableSpan> siblings, ReadableSpan span) {
        var all = siblings == null ? new ArrayList<ReadableSpan>(2) : siblings;
        all.add(span);
        return all;
    }

    private void collect(ReadableSpan span, List<ReadableSpan> call) {
        call.add(span);
        var children = waiting.asMap().remove(span.getSpanContext().getSpanId());
        if (children != null) {
            children.forEach(child -> collect(child, call));
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        next.onStart(parent, span);
    }

    @Override
    public boolean isStartRequired() {
        return next.isStartRequired();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
        return next.forceFlush();
    }
}
