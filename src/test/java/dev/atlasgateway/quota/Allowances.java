package dev.atlasgateway.quota;

import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.quota.Allowance.Scope;
import dev.atlasgateway.quota.SpendResult.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

    /** The sum of what all tasks answer, each run by a thread of its own, none before all are ready. */
    static long together(List<Callable<Long>> tasks) throws Exception {
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
