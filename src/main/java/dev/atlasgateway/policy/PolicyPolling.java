package dev.atlasgateway.policy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Loads the policy before the first call is served, and then looks for newer revisions as long as the gateway runs. */
final class PolicyPolling implements SmartLifecycle {

    private final LivePolicy policy;
    private final Runnable first;
    private final Duration interval;

    private volatile @Nullable CountDownLatch stopped;

    /** @param first what is done once, before the policy is loaded; the start fails if it throws */
    PolicyPolling(LivePolicy policy, Runnable first, Duration interval) {
        this.policy = policy;
        this.first = first;
        this.interval = interval;
    }

    @Override
    public void start() {
        first.run();
        policy.reload();
        var latch = new CountDownLatch(1);
        stopped = latch;
        Thread.ofVirtual().name("policy-polling").start(() -> poll(latch));
    }

    private void poll(CountDownLatch latch) {
        try {
            while (!latch.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                policy.reload();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        var latch = stopped;
        if (latch != null) {
            latch.countDown();
            stopped = null;
        }
    }

    @Override
    public boolean isRunning() {
        return stopped != null;
    }

    /** Started before the web server, so that no call meets a policy that is merely late; stopped after it. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 8192;
    }
}
