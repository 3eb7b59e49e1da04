package dev.atlasgateway.quota;

import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.quota.Allowance.Scope;
import dev.atlasgateway.quota.SpendResult.Success;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Creates quotas, and runs many calls at the same time. */
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

    /** Makes calls one after the other; returns how many got their tokens. */
    static long countAllowed(int calls, Buckets buckets, Allowance team, Allowance project) {
        return IntStream.range(0, calls)
                .filter(call -> buckets.take(team, project) instanceof Success)
                .count();
    }

    /** Starts all tasks at the same time, each in its own thread; returns the sum of their results. */
    static long sumOfParallel(List<Callable<Long>> tasks) throws Exception {
        var ready = new CountDownLatch(tasks.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<Long>>();
            for (var task : tasks) {
                results.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return task.call();
                }));
            }
            long sum = 0;
            for (var result : results) {
                sum += result.get();
            }
            return sum;
        }
    }
}
