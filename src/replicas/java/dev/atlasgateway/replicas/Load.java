package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Callers of the team "payments" while something breaks, and what became of all that they asked for. */
final class Load implements AutoCloseable {

    private static final Duration CALM = Duration.ofSeconds(2);

    /** Within that of its end a fault is over for callers too; on a machine that others use, several times what it takes. */
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private final Callers callers;
    private final Ledger ledger;

    private Load(Installation gateways) {
        gateways.atlas().clearReceived();
        ledger = new Ledger(gateways.atlas(), gateways.store().sql());
        callers = gateways.payments();
    }

    /** Returns when all goes well. */
    static Load on(Installation gateways, Consumer<Callers> start) {
        var load = new Load(gateways);
        start.accept(load.callers);
        load.awaitCalm();
        return load;
    }

    /** Until nobody has met a failure for a while. */
    void awaitCalm() {
        var since = Instant.now();
        Awaitility.await("two calm seconds")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    var from = Instant.now().minus(CALM);
                    var recent = callers.made().stream()
                            .filter(call -> call.ended().isAfter(from))
                            .toList();
                    return from.isAfter(since)
                            && !recent.isEmpty()
                            && recent.stream().allMatch(Made::succeeded);
                });
    }

    /** Stops, holds everything against the audit, and adds the row of this fault, which was over at that time. */
    void settle(String fault, Instant over) {
        callers.stop();
        var endings = ledger.awaitEndings();
        var made = callers.made();
        var recovery = Table.recovery(made, over);
        Table.SHARED.add(
                fault,
                made,
                "%s; %d told 200 and unknown; the last ending %s after the load"
                        .formatted(ledger.balance(made), ledger.doubted(made), Table.seconds(endings)),
                Table.recovered(recovery));
        assertThat(recovery).isLessThan(RECOVERY);
    }

    long failed() {
        return callers.made().stream().filter(call -> !call.succeeded()).count();
    }

    /** How many answers said to call elsewhere. */
    long closed() {
        return callers.made().stream().filter(Made::closed).count();
    }

    /** How many changes callers were told are made, and the audit doubts. */
    long doubted() {
        return ledger.doubted(callers.made());
    }

    void assertPatience(Duration longest) {
        assertThat(callers.made()).allMatch(call -> call.took().compareTo(longest) < 0);
    }

    @Override
    public void close() {
        callers.close();
    }
}
