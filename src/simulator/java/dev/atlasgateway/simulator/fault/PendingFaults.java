package dev.atlasgateway.simulator.fault;

import dev.atlasgateway.simulator.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults that are ordered and not yet used up, in order. */
public final class PendingFaults {

    private final List<PendingFault> pending = new CopyOnWriteArrayList<>();

    public void add(List<Fault> faults) {
        pending.addAll(faults.stream().map(PendingFault::new).toList());
    }

    public void clear() {
        pending.clear();
    }

    /** Returns the pending faults, each with the number of times that it will still occur. */
    public List<Fault> remaining() {
        return pending.stream()
                .filter(each -> each.remaining.get() > 0)
                .map(each -> each.fault.times(each.remaining.get()))
                .toList();
    }

    /** Returns the effects on one request: any number of delays, then at most one effect that decides the outcome. */
    public List<Effect> take(WireRequest request) {
        if (pending.isEmpty()) {
            return List.of();
        }
        var effects = new ArrayList<Effect>();
        for (var each : pending) {
            if (each.fault.fits(request) && each.takesEffect()) {
                effects.add(each.fault.effect());
                if (!(each.fault.effect() instanceof Effect.Delay)) {
                    break;
                }
            }
        }
        if (!effects.isEmpty()) {
            pending.removeIf(each -> each.remaining.get() <= 0);
        }
        return effects;
    }

    private static final class PendingFault {

        private final Fault fault;
        private final AtomicInteger remaining;

        PendingFault(Fault fault) {
            this.fault = fault;
            this.remaining = new AtomicInteger(fault.times());
        }

        boolean takesEffect() {
            if (ThreadLocalRandom.current().nextDouble() >= fault.probability()) {
                return false;
            }
            return fault.times() == Fault.ALWAYS || remaining.getAndDecrement() > 0;
        }
    }
}
