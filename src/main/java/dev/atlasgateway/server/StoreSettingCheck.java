package dev.atlasgateway.server;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Asks for the one setting without which nothing can be kept, before anything tries to keep something. */
record StoreSettingCheck(Environment environment) implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (!environment.containsProperty("spring.datasource.url")) {
            throw new Missing();
        }
    }

    static final class Missing extends RuntimeException {}
}
