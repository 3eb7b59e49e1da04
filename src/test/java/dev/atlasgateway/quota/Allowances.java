package dev.atlasgateway.quota;

import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.quota.Allowance.Scope;
import dev.atlasgateway.quota.Verdict.Taken;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Short words for quotas, and for many callers at once. */
final class Allowances {

    private Allowances() {}

    static Quota perMinute(long capacity, long refill) {
        return new Quota(capacity, refill, Duration.ofMinutes(1));
    }

    static Allowance team(long capacity, long refill) {
        return new Allowance(Scope.TEAM, "payments", perMinute(capacity, refill));
    }

    static Allowance project(long capacity, long refill) {
        return new Allowance(Scope.PROJECT, "orders", perMinute(capacity, refill));
    }

    /** How many of so many calls get their tokens, one after the other. */
    static long passed(int calls, Buckets buckets, Allowance team, Allowance project) {
        return IntStream.range(0, calls)
                .filter(call -> buckets.take(team, project) instanceof Taken)
                .count();
    }

    /** The sum of what all tasks answer, each run by a thread of its own at the same time as the others. */
    static long together(Iterable<Callable<Long>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new java.util.ArrayList<Future<Long>>();
            tasks.forEach(task -> results.add(threads.submit(task)));
            long sum = 0;
            for (var result : results) {
                sum += result.get();
            }
            return sum;
        }
    }
}
