package dev.atlasgateway.atlas;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * All service accounts of this gateway.
 *
 * <p>Closing gives their tokens back to Atlas. That is the end of the application context: the web server has answered its
 * last call by then.
 */
record ServiceAccounts(List<ServiceAccount> all) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Override
    public void close() throws InterruptedException {
        var revocations = Executors.newVirtualThreadPerTaskExecutor();
        all.forEach(account -> revocations.execute(() -> account.tokens().revoke(PATIENCE)));
        revocations.shutdown();
        revocations.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
