package dev.atlasgateway.store;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Stops the start before anything connects, if the address of PostgreSQL is missing, is not a JDBC URL or has a mode that the
 * audit cannot use. Never shows the address, because it may contain a password.
 */
record StoreSettingCheck(Environment environment) implements BeanFactoryPostProcessor {

    private static final String SCHEME = "jdbc:postgresql:";
    private static final Pattern SIMPLE = Pattern.compile("[?&]preferQueryMode=simple(&|$)");
    private static final String QUERY_MODE = "spring.datasource.hikari.data-source-properties.preferQueryMode";
    private static final String ACTION =
            "Set spring.datasource.url (jdbc:postgresql://host/database), .username and .password.";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var url = environment.getProperty("spring.datasource.url", "");
        if (url.isBlank()) {
            throw new UnusableStoreException(
                    "The setting spring.datasource.url is missing.",
                    ACTION + " ./mvnw spring-boot:test-run starts its own PostgreSQL.");
        }
        if (!url.startsWith(SCHEME)) {
            throw new UnusableStoreException(
                    "The setting spring.datasource.url must begin with %s, because it is a JDBC URL.".formatted(SCHEME),
                    ACTION + " A JDBC URL has no user and password before the host.");
        }
        if (SIMPLE.matcher(url).find() || "simple".equals(environment.getProperty(QUERY_MODE))) {
            throw new UnusableStoreException(
                    "preferQueryMode=simple cannot be used, because the audit is sent in binary.",
                    ACTION + " Leave preferQueryMode out: the gateway works behind poolers without it.");
        }
        if (!isAccepted(url)) {
            throw new UnusableStoreException(
                    "The setting spring.datasource.url is not a URL that PostgreSQL's driver can read.", ACTION);
        }
    }

    private static boolean isAccepted(String url) {
        try {
            return DriverManager.getDriver(url) != null;
        } catch (SQLException e) {
            return false;
        }
    }
}
