package dev.atlasgateway.server;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Stops the start if the address of PostgreSQL is missing, before anything connects to it. */
record StoreSettingCheck(Environment environment) implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (!environment.containsProperty("spring.datasource.url")) {
            throw new Missing();
        }
    }

    static final class Missing extends RuntimeException {}
}
