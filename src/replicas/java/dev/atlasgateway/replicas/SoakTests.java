package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two gateways under even load for as long as is asked: {@code ./mvnw -Preplicas test -Dtest=SoakTests -Dsoak=PT10M}.
 *
 * <p>A fifth of the time is for warming up and not compared.
 */
@EnabledIfSystemProperty(named = "soak", matches = "PT.+")
class SoakTests {

    @Test
    void neitherHeapNorThreadsNorConnectionsNorFilesGrow() throws Exception {
        var soak = Duration.parse(Objects.requireNonNull(System.getProperty("soak")));
        var gateways = Installation.shared();
        try (var callers = gateways.payments()) {
            callers.start();
            Thread.sleep(soak.dividedBy(5));
            var calls = callers.made().size();
            var begin = Vitals.of(gateways.first(), gateways.store().sql());
            Thread.sleep(soak.multipliedBy(4).dividedBy(5));
            var end = Vitals.of(gateways.first(), gateways.store().sql());
            callers.stop();

            var made = callers.made();
            System.out.printf(
                    "%d calls, %d a second, %d failed%n%s%n%s%n%s%n%s%n",
                    made.size(),
                    (made.size() - calls) * 5 / (soak.toSeconds() * 4),
                    made.stream().filter(call -> !call.succeeded()).count(),
                    "| One of two replicas | Heap after GC | RSS | Threads | Files | Connections of both | Audit |",
                    "| --- | --- | --- | --- | --- | --- | --- |",
                    begin.row("after " + soak.dividedBy(5).toSeconds() + " s"),
                    end.row("after " + soak.toSeconds() + " s"));
            assertThat(made).allMatch(Made::succeeded);
            assertThat(end.heap()).isLessThanOrEqualTo(begin.heap() + 8);
            assertThat(end.resident()).isLessThanOrEqualTo(begin.resident() + 64);
            assertThat(end.threads()).isLessThanOrEqualTo(begin.threads() + 4);
            assertThat(end.files()).isLessThanOrEqualTo(begin.files() + 8);
            assertThat(end.connections()).isLessThanOrEqualTo(begin.connections() + 2);
        }
    }
}
