package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Callers of the team "payments" during a fault, and the outcomes of all their calls. */
final class Load implements AutoCloseable {

    private static final Duration CALM = Duration.ofSeconds(2);

    /** The time after the end of a fault within which callers must succeed again, with room for a busy machine. */
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private final Callers callers;
    private final Ledger ledger;

    private Load(Installation gateways) {
        gateways.atlas().clearReceived();
        ledger = new Ledger(gateways.atlas(), gateways.store().sql());
        callers = gateways.payments();
    }

    /** Starts the callers, and returns when their calls succeed. */
    static Load on(Installation gateways, Consumer<Callers> start) {
        var load = new Load(gateways);
        start.accept(load.callers);
        load.awaitCalm();
        return load;
    }

    /** Waits until no caller has seen a failure for a while. */
    void awaitCalm() {
        var since = Instant.now();
        Awaitility.await("two calm seconds")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    var from = Instant.now().minus(CALM);
                    var recent = callers.results().stream()
                            .filter(call -> call.ended().isAfter(from))
                            .toList();
                    return from.isAfter(since)
                            && !recent.isEmpty()
                            && recent.stream().allMatch(CallResult::succeeded);
                });
    }

    /** Stops, compares all calls with the audit, and adds the row of this fault. The fault ended at the given time. */
    void settle(String fault, Instant over) {
        callers.stop();
        var outcomes = ledger.awaitOutcomes();
        var results = callers.results();
        var recovery = ResultTable.recovery(results, over);
        ResultTable.SHARED.add(
                fault,
                results,
                "%s; %,d told 200 and unknown; the last outcome %s after the load"
                        .formatted(ledger.balance(results), ledger.doubted(results), ResultTable.seconds(outcomes)),
                ResultTable.recovered(recovery));
        assertThat(recovery).isLessThan(RECOVERY);
    }

    long failed() {
        return callers.results().stream().filter(call -> !call.succeeded()).count();
    }

    /** Returns how many answers told the caller to use another connection. */
    long closed() {
        return callers.results().stream().filter(CallResult::closed).count();
    }

    /** Returns how many changes succeeded for the caller but are in doubt in the audit. */
    long doubted() {
        return ledger.doubted(callers.results());
    }

    void assertPatience(Duration longest) {
        assertThat(callers.results()).allMatch(call -> call.duration().compareTo(longest) < 0);
    }

    @Override
    public void close() {
        callers.close();
    }
}
