package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import dev.atlasgateway.setting.MountedSetting;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;

/**
 * Gives each new connection the present user and password, if the password comes from a mounted file. Open connections are not
 * affected: PostgreSQL checks a password only when it connects.
 */
record MountedCredentials(Environment environment) implements BeanPostProcessor {

    private static final String USERNAME = "spring.datasource.username";

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
            MountedSetting.find(environment, "spring.datasource.password").ifPresent(password -> {
                var username = MountedSetting.find(environment, USERNAME);
                var configured = environment.getProperty(USERNAME);
                pool.setCredentialsProvider(
                        () -> Credentials.of(username.map(MountedSetting::value).orElse(configured), password.value()));
            });
        }
        return bean;
    }
}
