package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Gives migrations connections of their own, without a time limit for statements.
 *
 * <p>A migration that hits a time limit would start again with each start of the gateway, and never end.
 */
final class MigrationDataSourceCustomizer implements FlywayConfigurationCustomizer {

    /** Changes nothing if {@code spring.flyway.url} is set. */
    @Override
    public void customize(FluentConfiguration flyway) {
        if (flyway.getDataSource() instanceof HikariDataSource main) {
            flyway.dataSource(migrationDataSource(main));
        }
    }

    private static DataSource migrationDataSource(HikariDataSource main) {
        var properties = new Properties();
        main.getDataSourceProperties()
                .forEach((name, value) -> properties.setProperty((String) name, value.toString()));
        properties.setProperty("socketTimeout", "0");
        properties.setProperty("ApplicationName", "atlas-gateway migrations");
        var migrations = new DriverManagerDataSource(Objects.requireNonNull(main.getJdbcUrl()), properties);
        migrations.setUsername(main.getUsername());
        migrations.setPassword(main.getPassword());
        migrations.setSchema(main.getSchema());
        return migrations;
    }
}
