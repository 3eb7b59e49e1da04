package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Two gateways under load, and one fault after the other: {@code ./mvnw -Preplicas test -Dtest=FaultTests}.
 *
 * <p>The table of what happened is printed at the end and is in {@code target/replicas/table.md}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class FaultTests {

    private static final Table TABLE = new Table();
    private static final Duration CALM = Duration.ofSeconds(2);

    private static Installation gateways;

    private Callers callers;
    private Ledger ledger;

    @BeforeAll
    static void start() throws IOException {
        gateways = new Installation();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        TABLE.write();
        gateways.close();
    }

    @BeforeEach
    void call() {
        gateways.atlas().clearReceived();
        ledger = new Ledger(gateways.atlas(), gateways.store().sql());
        callers = gateways.payments();
        callers.start();
        awaitCalm();
    }

    @AfterEach
    void hangUp() {
        callers.close();
    }

    @Test
    @Order(1)
    void losesNoChangeWhereAReplicaIsKilled() throws Exception {
        var killed = Instant.now();
        gateways.first().kill();
        awaitCalm();
        callers.stop();
        var endings = ledger.awaitEndings();

        TABLE.add(
                "One replica killed (`kill -9`)",
                callers.made(),
                ledger.balance(callers.made()) + "; all endings there " + Table.seconds(endings) + " after the load",
                Table.recovered(callers.made(), killed));
        assertThat(callers.made()).filteredOn(call -> !call.succeeded()).hasSizeLessThanOrEqualTo(8);
        gateways.first().start();
    }

    /** Until nobody has met a failure for a while. */
    private void awaitCalm() {
        var since = Instant.now();
        Awaitility.await("two calm seconds")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    var from = Instant.now().minus(CALM);
                    return from.isAfter(since)
                            && callers.made().stream()
                                    .filter(call -> call.ended().isAfter(from))
                                    .allMatch(Made::succeeded)
                            && callers.made().stream()
                                    .anyMatch(call -> call.ended().isAfter(from));
                });
    }
}
