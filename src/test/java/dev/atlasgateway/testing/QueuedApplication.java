package dev.atlasgateway.testing;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts while no other one starts, because each start sets up the logging of the JVM, and test classes run at the same time.
 *
 * <p>It is not closed at the end of the JVM: PostgreSQL ends at the same time, and a gateway would wait for it.
 */
public final class QueuedApplication extends SpringApplicationBuilder {

    public QueuedApplication(Class<?> source) {
        super(source);
        registerShutdownHook(false);
    }

    @Override
    public ConfigurableApplicationContext run(String... settings) {
        synchronized (QueuedApplication.class) {
            return super.run(settings);
        }
    }
}
