package dev.atlasgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atlasgateway.gateway.SpanReceiver.ReceivedSpan;
import dev.atlasgateway.simulator.fault.Fault;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trace of a call, from the caller to Atlas, as a collector receives it. */
@OnSharedGateway
class TraceTests {

    private static final String CALLERS_SPAN = "00f067aa0ba902b7";
    private static final String CHANGE = "{\"terminationProtectionEnabled\":true}";
    private static final String ROUTE = "/api/atlas/v1.0/groups/{groupId}/serverless/{name}";

    private final RunningGateway gateway = RunningGateway.shared();
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @AfterEach
    void clear() {
        gateway.atlas().clearFaults();
    }

    @Test
    void connectsCallerGatewayAndAtlas() {
        assertThat(send("01", change("payments")).status()).isEqualTo(200);

        var spans = received();
        var call = only(spans, SpanKind.SPAN_KIND_SERVER);
        var attempt = only(spans, SpanKind.SPAN_KIND_CLIENT);
        assertThat(call.parent()).isEqualTo(CALLERS_SPAN);
        assertThat(attempt.parent()).isEqualTo(call.id());
        assertThat(gateway.atlas().received().getLast().header("traceparent"))
                .isEqualTo("00-" + trace + "-" + attempt.id() + "-01");
    }

    @Test
    void describesAChangeByTheConventionsOfOpenTelemetry() {
        send("01", change("payments"));

        var spans = received();
        var call = only(spans, SpanKind.SPAN_KIND_SERVER);
        assertThat(call.name()).isEqualTo("PATCH " + ROUTE);
        assertThat(call.failed()).isFalse();
        assertThat(call.attributes())
                .containsEntry("http.request.method", "PATCH")
                .containsEntry("http.response.status_code", 200L)
                .containsEntry("http.route", ROUTE)
                .containsEntry("url.path", RunningGateway.path(RunningGateway.ORDERS, "orders-dev"))
                .containsEntry("url.scheme", "http")
                .containsEntry("server.address", "localhost")
                .containsEntry("server.port", (long) gateway.port())
                .containsEntry("request.id", "traced-" + trace)
                .containsEntry("gateway.team", "payments")
                .containsEntry("gateway.operation", "updateServerlessInstance")
                .containsEntry("gateway.outcome", "applied")
                .containsEntry("gateway.account", "default")
                .containsEntry("gateway.attempts", 1L)
                .containsKey("gateway.decided_by")
                .doesNotContainKeys("error.type", "uri", "status", "method", "outcome", "exception", "http.url");
        var attempt = only(spans, SpanKind.SPAN_KIND_CLIENT);
        assertThat(attempt.name()).isEqualTo("PATCH");
        assertThat(attempt.attributes())
                .containsEntry("http.request.method", "PATCH")
                .containsEntry("http.response.status_code", 200L)
                .containsEntry("url.full", sent())
                .containsEntry("url.template", "/api/atlas/v2/groups/{groupId}/flexClusters/{name}")
                .containsEntry("url.scheme", "http")
                .containsEntry("server.address", gateway.atlas().baseUrl().getHost())
                .containsEntry("server.port", (long) gateway.atlas().baseUrl().getPort())
                .containsEntry("gateway.account", "default")
                .doesNotContainKeys("error.type", "http.request.resend_count", "gateway.retry_cause");
        assertThat(call.resource())
                .containsEntry("service.name", "atlas-gateway")
                .containsEntry("service.namespace", "atlas-gateway")
                .containsEntry("service.instance.id", "replica-of-tests")
                .containsEntry("service.version", "1.2.3-test");
    }

    /** The caller's flag says that the trace is not sampled. */
    @Test
    void keepsARetriedCallWithTheCauseOfItsRetry() {
        gateway.atlas().orders(Fault.status(503).on("PATCH").times(1));
        assertThat(send("00", change("payments")).status()).isEqualTo(200);

        var spans = received();
        assertThat(only(spans, SpanKind.SPAN_KIND_SERVER).attributes())
                .containsEntry("gateway.outcome", "applied")
                .containsEntry("gateway.attempts", 2L);
        assertThat(spans)
                .filteredOn(span -> span.kind() == SpanKind.SPAN_KIND_CLIENT)
                .satisfiesExactlyInAnyOrder(
                        first -> {
                            assertThat(first.failed()).isTrue();
                            assertThat(first.attributes())
                                    .containsEntry("error.type", "503")
                                    .doesNotContainKey("http.request.resend_count");
                        },
                        second -> assertThat(second.attributes())
                                .containsEntry("http.request.resend_count", 1L)
                                .containsEntry("gateway.retry_cause", "503")
                                .containsEntry("http.response.status_code", 200L));
    }

    @ParameterizedTest
    @CsvSource({"search, 0, refused, 403, false", "payments, 3, failed, 503, true"})
    void keepsARefusedAndAFailedCall(String team, int faults, String outcome, long status, boolean failed) {
        if (faults > 0) {
            gateway.atlas().orders(Fault.status(503).on("PATCH").times(faults));
        }
        assertThat(send("00", change(team)).status()).isEqualTo((int) status);

        var call = only(received(), SpanKind.SPAN_KIND_SERVER);
        assertThat(call.failed()).isEqualTo(failed);
        assertThat(call.attributes())
                .containsEntry("gateway.outcome", outcome)
                .containsEntry("http.response.status_code", status)
                .containsKey("gateway.error_code");
    }

    @Test
    void keepsNoCallThatWentWellUnlessItIsSampled() {
        var other = new TraceTests();
        assertThat(other.send("00", change("payments")).status()).isEqualTo(200);
        send("01", change("payments")); // comes after the other

        assertThat(received()).hasSize(2);
        assertThat(gateway.spans().of(other.trace)).isEmpty();
    }

    /** Callers paste credentials into wrong paths. */
    @Test
    void keepsNoWordsOfAnUnknownPath() {
        var request = gateway.as("payments", "/api/atlas/v1.0/mdb_sa_sk_secret?token=mdb_sa_sk_secret");
        assertThat(send("00", request.GET()).status()).isEqualTo(501);

        assertThat(only(received(), SpanKind.SPAN_KIND_SERVER).attributes())
                .containsEntry("url.path", "/api/atlas/v1.0/*")
                .doesNotContainKey("http.route")
                .allSatisfy((name, value) -> assertThat(value.toString()).doesNotContain("mdb_sa_sk"));
    }

    private HttpRequest.Builder change(String team) {
        return gateway.update(team, "orders-dev", "", CHANGE);
    }

    private Reply send(String flags, HttpRequest.Builder request) {
        return gateway.send(request.header("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-" + flags)
                .header("X-Request-Id", "traced-" + trace));
    }

    private String sent() {
        return gateway.atlas().baseUrl() + gateway.atlas().received().getLast().path();
    }

    /** Waits for the span of the call, which comes with those of its attempts or after them. */
    private List<ReceivedSpan> received() {
        await().until(() ->
                gateway.spans().of(trace).stream().anyMatch(span -> span.kind() == SpanKind.SPAN_KIND_SERVER));
        return gateway.spans().of(trace);
    }

    private static ReceivedSpan only(List<ReceivedSpan> spans, SpanKind kind) {
        var found = spans.stream().filter(span -> span.kind() == kind).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
