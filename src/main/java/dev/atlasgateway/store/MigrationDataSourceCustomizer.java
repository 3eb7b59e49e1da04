package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import java.util.Properties;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Gives migrations connections of their own, without a time limit for statements.
 *
 * <p>A migration that hits a time limit would start again with each start of the gateway, and never end.
 */
record MigrationDataSourceCustomizer(HikariDataSource main) implements FlywayConfigurationCustomizer {

    /** Uses {@code spring.flyway.url}, {@code .user} and {@code .password}, or what the main pool has instead. */
    @Override
    public void customize(FluentConfiguration flyway) {
        var migrations = migrationDataSource(main);
        if (flyway.getDataSource() instanceof AbstractDriverBasedDataSource own) {
            migrations.setUrl(withoutLimit(own.getUrl()));
            if (own.getUsername() != null) {
                migrations.setUsername(own.getUsername());
                migrations.setPassword(own.getPassword());
            }
        }
        flyway.dataSource(migrations);
    }

    /** Returns a source of new connections with the address and credentials of the main pool. */
    static DriverManagerDataSource migrationDataSource(HikariDataSource main) {
        var properties = new Properties();
        main.getDataSourceProperties()
                .forEach((name, value) -> properties.setProperty((String) name, value.toString()));
        properties.setProperty("socketTimeout", "0");
        properties.setProperty("ApplicationName", "atlas-gateway migrations");
        var migrations = new DriverManagerDataSource(withoutLimit(main.getJdbcUrl()), properties);
        migrations.setUsername(main.getUsername());
        migrations.setPassword(main.getPassword());
        migrations.setSchema(main.getSchema());
        return migrations;
    }

    private static String withoutLimit(@Nullable String url) {
        return SecondaryPool.without("socketTimeout|ApplicationName", Objects.requireNonNull(url));
    }
}
