package dev.atlasgateway.server;

import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/** Stops the start if callers would not find the gateway at the path of its public URL. */
record PathPrefixCheck(Environment environment) implements BeanFactoryPostProcessor {

    /** Characters that a cookie, a header and a page show alike. */
    private static final Pattern PREFIX = Pattern.compile("((/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?)?");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var prefix = environment.getProperty("server.servlet.context-path", "");
        Assert.isTrue(
                PREFIX.matcher(prefix).matches(),
                "server.servlet.context-path must begin with / and have only letters, digits and -._~ between slashes");
        var publicUrl = environment.getProperty("gateway.translation.public-url", "");
        Assert.isTrue(
                withoutEnd(publicUrl.replaceFirst("^[a-z]+://[^/]*", "")).equals(withoutEnd(prefix)),
                "gateway.translation.public-url must have the same path as server.servlet.context-path, or no path if that is not set");
    }

    private static String withoutEnd(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
