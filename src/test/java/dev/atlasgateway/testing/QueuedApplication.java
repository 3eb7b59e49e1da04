package dev.atlasgateway.testing;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts while no other one starts, because each start sets up the logging of the JVM, and test classes run at the same time.
 *
 * <p>It is not closed at the end of the JVM: PostgreSQL ends at the same time, and a gateway would wait for it.
 */
public final class QueuedApplication extends SpringApplicationBuilder {

    /** A start has the write lock. Who has the read lock keeps applications from starting. */
    static final ReentrantReadWriteLock STARTS = new ReentrantReadWriteLock();

    public QueuedApplication(Class<?> source) {
        super(source);
        registerShutdownHook(false);
    }

    @Override
    public ConfigurableApplicationContext run(String... settings) {
        STARTS.writeLock().lock();
        try {
            return super.run(settings);
        } finally {
            STARTS.writeLock().unlock();
        }
    }
}
