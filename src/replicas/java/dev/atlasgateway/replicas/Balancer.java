package dev.atlasgateway.replicas;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Chooses the replica of each call: the next in turn of those that were ready when last asked, like the endpoints of a
 * Kubernetes service.
 */
final class Balancer implements AutoCloseable {

    private static final long PROBE_EVERY_MS = 250;

    private final List<Replica> replicas;
    private final Set<Replica> ready = ConcurrentHashMap.newKeySet();
    private final Set<Replica> leaving = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService probes = Executors.newScheduledThreadPool(2);

    Balancer(List<Replica> replicas) {
        this.replicas = replicas;
        ready.addAll(replicas);
        replicas.forEach(replica ->
                probes.scheduleWithFixedDelay(() -> probe(replica), 0, PROBE_EVERY_MS, TimeUnit.MILLISECONDS));
    }

    /** Returns the replicas to try, in order. A service without endpoints has none. */
    List<Replica> next() {
        var all = replicas.stream().filter(this::takesCalls).toList();
        if (all.size() < 2) {
            return all;
        }
        var first = Math.floorMod(turn.getAndIncrement(), all.size());
        return List.of(all.get(first), all.get((first + 1) % all.size()));
    }

    /** Waits until this number of replicas is ready. */
    void awaitEndpoints(int count) {
        Awaitility.await("%d replicas that take calls".formatted(count))
                .atMost(Duration.ofSeconds(60))
                .until(() -> next().size() == count);
    }

    /** Sends the replica no more calls, whatever its readiness, as for a terminating pod. */
    void remove(Replica replica) {
        leaving.add(replica);
    }

    void add(Replica replica) {
        leaving.remove(replica);
    }

    private boolean takesCalls(Replica replica) {
        return ready.contains(replica) && !leaving.contains(replica);
    }

    private void probe(Replica replica) {
        if (replica.isReady()) {
            ready.add(replica);
        } else {
            ready.remove(replica);
        }
    }

    @Override
    public void close() {
        probes.shutdownNow();
    }
}
