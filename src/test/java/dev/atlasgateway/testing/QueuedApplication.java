package dev.atlasgateway.testing;

import dev.atlasgateway.caller.SigningKeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    private static final Path SIGNING_KEY = signingKey();

    public QueuedApplication(Class<?> source) {
        super(source);
        registerShutdownHook(false);
        properties(Map.of("gateway.caller.signing-key", "file:" + SIGNING_KEY)); // unless the test gives another
    }

    private static Path signingKey() {
        try {
            var file = SigningKeyFile.in(Files.createTempDirectory("signing"));
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets no application start meanwhile. */
    public static void holdStarts(Runnable test) {
        STARTS.readLock().lock();
        try {
            test.run();
        } finally {
            STARTS.readLock().unlock();
        }
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
