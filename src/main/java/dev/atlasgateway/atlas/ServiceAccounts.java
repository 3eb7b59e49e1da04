package dev.atlasgateway.atlas;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * All service accounts of this gateway.
 *
 * <p>Closing revokes their tokens. It happens when the application context closes, after the web server has answered
 * its last call.
 */
record ServiceAccounts(List<ServiceAccount> all) implements AutoCloseable {

    private static final Duration REVOCATION_LIMIT = Duration.ofSeconds(2);

    @Override
    public void close() throws InterruptedException {
        var revocations = Executors.newVirtualThreadPerTaskExecutor();
        all.forEach(account -> revocations.execute(() -> account.tokens().revoke(REVOCATION_LIMIT)));
        revocations.shutdown();
        revocations.awaitTermination(REVOCATION_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
