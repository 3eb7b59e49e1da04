package dev.atlasgateway.server;

import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/** Stops the start with a strategy that believes addresses which callers write. */
record ForwardedHeadersCheck(Environment environment) implements BeanFactoryPostProcessor {

    private static final String SETTING = "server.forward-headers-strategy";
    private static final List<String> SAFE = List.of("none", "native");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var strategy = environment.getProperty(SETTING, "none").strip().toLowerCase(Locale.ROOT);
        Assert.isTrue(
                SAFE.contains(strategy),
                () -> SETTING + " must be native (behind a proxy) or none; " + strategy
                        + " would believe every address that a caller writes into X-Forwarded-For");
    }
}
