package dev.atlasgateway.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atlasgateway.exchange.Intent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TracingStepTests {

    private final Exported exported = new Exported();
    private final SdkTracerProvider tracers = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exported))
            .build();

    @Test
    void describesAnAttemptThatThrows() {
        var tracing = new TracingStep(tracers.get("test"), URI.create("https://atlas.example"));
        var atlas = tracing.apply(intent -> {
            throw new IllegalStateException("broken");
        });
        var intent = new Intent(UUID.randomUUID(), AtlasClientFixture.changeRequest(), Instant.now());

        assertThatThrownBy(() -> atlas.send(intent)).hasMessage("broken");

        assertThat(exported.spans).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getAttributes().asMap())
                    .containsEntry(AttributeKey.stringKey("error.type"), "java.lang.IllegalStateException")
                    .containsEntry(AttributeKey.stringKey("http.request.method"), "PATCH")
                    .containsEntry(
                            AttributeKey.stringKey("url.full"), "https://atlas.example" + AtlasClientFixture.FLEX)
                    .containsEntry(AttributeKey.stringKey("url.template"), AtlasClientFixture.TEMPLATE);
        });
    }

    private static final class Exported implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
