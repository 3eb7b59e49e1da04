package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The trace of a call, from the caller to Atlas. */
@OnSharedGateway
class TraceTests {

    private static final String TRACE = UUID.randomUUID().toString().replace("-", "");
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void connectsCallerGatewayAndAtlas() {
        var reply = gateway.send(gateway.as("payments", RunningGateway.path(RunningGateway.ORDERS, "orders-dev"))
                .header("traceparent", "00-" + TRACE + "-" + CALLERS_SPAN + "-01")
                .header("X-Request-Id", "traced-call")
                .GET());
        assertThat(reply.status()).isEqualTo(200);

        await().until(() -> spans(SpanKind.SERVER).count() == 1);
        var call = spans(SpanKind.SERVER).findFirst().orElseThrow();
        assertThat(call.getParentSpanId()).isEqualTo(CALLERS_SPAN);
        assertThat(call.getAttributes().get(AttributeKey.stringKey("request.id")))
                .isEqualTo("traced-call");
        var attempt = spans(SpanKind.CLIENT).findFirst().orElseThrow();
        assertThat(attempt.getName()).isEqualTo("atlas GET");
        assertThat(gateway.atlas().received().getLast().header("traceparent"))
                .isEqualTo("00-" + TRACE + "-" + attempt.getSpanId() + "-01");
    }

    private Stream<SpanData> spans(SpanKind kind) {
        return gateway.part(RecordedSpans.class).of(TRACE).stream().filter(span -> span.getKind() == kind);
    }
}
