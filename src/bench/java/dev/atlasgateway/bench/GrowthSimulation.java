package dev.atlasgateway.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Simulates an hour of 1, 10, 100 and 1 000 times a load, on the same projects and on as many times more. Prints which share
 * of the calls the default quotas refuse, which share Atlas's limit would refuse without quotas, and how long calls wait for
 * a processor. Needs no build:
 *
 * <pre>java src/bench/java/dev/atlasgateway/bench/GrowthSimulation.java</pre>
 *
 * <p>What it assumes is in its constants. Calls come at random (Poisson). The busiest of 300 projects gets a sixth of them,
 * and most get few (Zipf). Each project has a team of its own. Retries and all other limits are left out.
 */
public final class GrowthSimulation {

    /** Today's load: calls a second, and the projects on which 300 teams make them. */
    private static final double CALLS = 10;

    private static final int PROJECTS = 300;

    /** Milliseconds of a processor for a call, and processors of a replica. */
    private static final double SERVICE_MS = Double.parseDouble(System.getProperty("service-ms", "0.27"));

    private static final int PROCESSORS = 2;

    /** A replica is planned to be busy for half of its time. */
    private static final double PLANNED = 0.5;

    /** An assumption: how long Atlas takes to answer. While it does, a call holds one of the places of its account. */
    private static final double ATLAS_SECONDS = 0.25;

    private static final int SECONDS = 3600;

    private GrowthSimulation() {}

    public static void main(String[] arguments) {
        System.out.println(
                "| load | calls a second | projects | on the busiest a second | refused by quotas | by Atlas without quotas"
                        + " | waiting for Atlas | replicas | wait p50 ms | p99 ms |");
        System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (int factor = 1; factor <= 1000; factor *= 10) {
            row(factor, PROJECTS);
            if (factor > 1) {
                row(factor, PROJECTS * factor);
            }
        }
    }

    private static void row(int factor, int projects) {
        var rate = CALLS * factor;
        var limits = new Limits(projects);
        limits.run(rate);
        var replicas = (int) Math.ceil(rate * SERVICE_MS / 1000 / PROCESSORS / PLANNED);
        var waits = waits(rate / replicas);
        System.out.printf(
                "| %,d× | %,.0f | %,d | %,.1f | %.1f %% | %.1f %% | %,.0f | %d | %.2f | %.2f |%n",
                factor,
                rate,
                projects,
                rate * limits.upTo[0] / limits.upTo[projects - 1],
                100.0 * limits.byQuotas / limits.calls,
                100.0 * limits.byAtlas / limits.calls,
                rate * ATLAS_SECONDS,
                replicas,
                waits[waits.length / 2],
                waits[waits.length * 99 / 100]);
    }

    /** The token buckets of all projects: the gateway's default quotas, and Atlas's limit on flex clusters without them. */
    private static final class Limits {

        private final double[] upTo; // the calls of each project and all before it
        private final Bucket[] team;
        private final Bucket[] project;
        private final Bucket[] atlas;
        private final SplittableRandom random = new SplittableRandom(42);
        private long calls;
        private long byQuotas;
        private long byAtlas;

        private Limits(int projects) {
            upTo = new double[projects];
            Arrays.setAll(upTo, number -> 1.0 / (number % PROJECTS + 1));
            Arrays.parallelPrefix(upTo, Double::sum);
            team = buckets(projects, 120, 120);
            project = buckets(projects, 1000, 500);
            atlas = buckets(projects, 1200, 500);
        }

        private static Bucket[] buckets(int count, double capacity, double refillAMinute) {
            var buckets = new Bucket[count];
            Arrays.setAll(buckets, any -> new Bucket(capacity, refillAMinute / 60));
            return buckets;
        }

        private void run(double rate) {
            for (double now = 0; now < SECONDS; now -= Math.log(1 - random.nextDouble()) / rate) {
                var found = Arrays.binarySearch(upTo, random.nextDouble(upTo[upTo.length - 1]));
                var number = found < 0 ? -found - 1 : found;
                calls++;
                if (!team[number].take(now) || !project[number].take(now)) {
                    byQuotas++;
                }
                if (!atlas[number].take(now)) {
                    byAtlas++;
                }
            }
        }
    }

    private static final class Bucket {

        private final double capacity;
        private final double refill;
        private double tokens;
        private double at;

        private Bucket(double capacity, double refill) {
            this.capacity = capacity;
            this.refill = refill;
            this.tokens = capacity;
        }

        private boolean take(double now) {
            tokens = Math.min(capacity, tokens + (now - at) * refill);
            at = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    /** Returns the sorted milliseconds that calls of one replica wait for a processor, in order of their arrival. */
    private static double[] waits(double rate) {
        var random = new SplittableRandom(42);
        var free = new double[PROCESSORS];
        var waits = new double[200_000];
        double now = 0;
        for (int call = 0; call < waits.length; call++) {
            now -= Math.log(1 - random.nextDouble()) * 1000 / rate;
            Arrays.sort(free);
            waits[call] = Math.max(0, free[0] - now);
            free[0] = Math.max(free[0], now) - Math.log(1 - random.nextDouble()) * SERVICE_MS;
        }
        Arrays.sort(waits);
        return waits;
    }
}
