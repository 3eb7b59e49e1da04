package dev.atlasgateway.testing;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts while no other one starts, because each start sets up the logging of the JVM, and test classes run at the same time. */
public final class QueuedApplication extends SpringApplicationBuilder {

    public QueuedApplication(Class<?> source) {
        super(source);
    }

    @Override
    public ConfigurableApplicationContext run(String... settings) {
        synchronized (QueuedApplication.class) {
            return super.run(settings);
        }
    }
}
