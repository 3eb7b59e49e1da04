package dev.atlasgateway.telemetry;

import io.micrometer.tracing.otel.bridge.Slf4JEventListener;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.logging.LoggersEndpoint;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration {

    private static final Set<String> WENT_WELL = Set.of("applied", "answered");

    /** Names the trace in the log as ECS does. */
    @Bean
    Slf4JEventListener traceInLog() {
        return new Slf4JEventListener("trace.id", "span.id");
    }

    /**
     * Samples as the caller did, else by the probability, and records the rest. Without an exporter, it follows the caller's
     * decision only.
     */
    @Bean
    Sampler sampler(TracingProperties properties, SpanExporters exporters) {
        return exporters.list().isEmpty()
                ? Sampler.parentBased(Sampler.alwaysOff())
                : new RecordingSampler(Sampler.parentBased(
                        Sampler.traceIdRatioBased(properties.getSampling().getProbability())));
    }

    @Bean
    SpanProcessors spanProcessors(ObjectProvider<SpanProcessor> processors) {
        return SpanProcessors.of(processors
                .orderedStream()
                .map(processor -> processor instanceof BatchSpanProcessor export
                        ? new TailSamplingProcessor(export, TelemetryConfiguration::isWorthKeeping)
                        : processor)
                .toList());
    }

    /** Refused, failed and retried calls, and those in doubt. */
    static boolean isWorthKeeping(ReadableSpan span) {
        var outcome = span.getAttribute(SpanAttributes.OUTCOME);
        return outcome != null && !WENT_WELL.contains(outcome)
                || span.getAttribute(ErrorAttributes.ERROR_TYPE) != null
                || span.getAttribute(HttpAttributes.HTTP_REQUEST_RESEND_COUNT) != null;
    }

    @Bean
    @ConditionalOnAvailableEndpoint(LoggersEndpoint.class)
    LoggersEndpointWebExtension loggersEndpointWebExtension(LoggersEndpoint loggers) {
        return new LoggersEndpointWebExtension(loggers);
    }
}
