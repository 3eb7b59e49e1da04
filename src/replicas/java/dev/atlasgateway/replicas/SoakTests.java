package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Runs two gateways at half of their capacity for a given time: {@code ./mvnw -Preplicas test -Dtest=SoakTests
 * -Dsoak=PT10M}.
 *
 * <p>Measures their capacity first, with callers that never pause: a tenth of the time to warm up, a tenth to count. Then
 * follow eight tenths at half of the capacity. The first two of these are for settling and are not compared.
 */
@EnabledIfSystemProperty(named = "soak", matches = "PT.+")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SoakTests {

    private static final int CALLERS = 16;
    private static final long CONTAINER_MB = 768; // the memory of Replica; the chart's containers have more

    private final Installation gateways = Installation.shared();
    private final Duration tenth =
            Duration.parse(Objects.requireNonNull(System.getProperty("soak"))).dividedBy(10);

    @Test
    void neitherHeapNorThreadsNorConnectionsNorFilesGrow() throws Exception {
        var capacity = capacity();
        try (var callers = gateways.payments()) {
            callers.start(
                    CALLERS, Duration.ofSeconds(1).multipliedBy(2 * CALLERS).dividedBy(capacity));
            Thread.sleep(tenth.multipliedBy(2));
            var begin = ResourceUsage.of(gateways.first(), gateways.store().sql());
            Thread.sleep(tenth.multipliedBy(6));
            var end = ResourceUsage.of(gateways.first(), gateways.store().sql());
            callers.stop();

            var results = callers.results();
            print(capacity, results, begin, end);
            assertThat(results).allMatch(CallResult::succeeded);
            assertThat(results.size() / tenth.multipliedBy(8).toSeconds())
                    .as("half of the capacity")
                    .isBetween(capacity * 4 / 10, capacity * 6 / 10);
            assertThat(end.heap()).isLessThanOrEqualTo(begin.heap() + 8);
            assertThat(end.resident()).isLessThan(CONTAINER_MB);
            assertThat(end.threads()).isLessThanOrEqualTo(begin.threads() + 4);
            assertThat(end.files()).isLessThanOrEqualTo(begin.files() + 8);
            assertThat(end.connections()).isLessThanOrEqualTo(begin.connections() + 2);
        }
    }

    /** Measures the calls a second that both together answer. */
    private long capacity() throws InterruptedException {
        try (var callers = gateways.payments()) {
            callers.start(CALLERS, Duration.ZERO);
            Thread.sleep(tenth);
            var warm = callers.results().size();
            Thread.sleep(tenth);
            var counted = callers.results().size() - warm;
            callers.stop();
            assertThat(callers.results()).allMatch(CallResult::succeeded);
            return counted / tenth.toSeconds();
        }
    }

    private void print(long capacity, List<CallResult> results, ResourceUsage begin, ResourceUsage end) {
        System.out.printf(
                "Capacity %d calls a second; then %d calls, %d a second, %d failed%n%s%n%s%n%s%n%s%n",
                capacity,
                results.size(),
                results.size() / tenth.multipliedBy(8).toSeconds(),
                results.stream().filter(call -> !call.succeeded()).count(),
                "| One of two replicas | Heap after GC | RSS | Threads | Files | Connections of both | Audit |",
                "|---|--:|--:|--:|--:|--:|--:|",
                begin.row("after " + tenth.multipliedBy(4).toSeconds() + " s"),
                end.row("after " + tenth.multipliedBy(10).toSeconds() + " s"));
    }
}
