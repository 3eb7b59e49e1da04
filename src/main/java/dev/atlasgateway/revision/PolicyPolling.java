package dev.atlasgateway.revision;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Loads the policy before the first call is served, and then looks for newer revisions as long as the gateway runs. */
final class PolicyPolling implements SmartLifecycle {

    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final LivePolicy policy;
    private final Duration interval;

    private volatile @Nullable Loop loop;

    private record Loop(Thread thread, CountDownLatch stopped) {}

    PolicyPolling(LivePolicy policy, Duration interval) {
        this.policy = policy;
        this.interval = interval;
    }

    @Override
    public void start() {
        policy.reload();
        var stopped = new CountDownLatch(1);
        var thread = Thread.ofVirtual().name("policy-polling").start(() -> poll(stopped));
        loop = new Loop(thread, stopped);
    }

    private void poll(CountDownLatch stopped) {
        try {
            while (!stopped.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                policy.reload();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets a look that is under way end, so that it does not find the connections closed. */
    @Override
    public void stop() {
        var running = loop;
        if (running != null) {
            running.stopped.countDown();
            try {
                running.thread.join(LAST_LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            loop = null;
        }
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

    /** Started before the web server, so that no call meets a policy that is merely late; stopped after it. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 8192;
    }
}
