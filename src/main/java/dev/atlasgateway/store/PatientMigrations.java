package dev.atlasgateway.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Migrates over connections of its own, on which a statement may take as long as it does: one that is given up begins anew
 * with the next start, for ever. Whoever starts the gateway has the patience that counts.
 */
final class PatientMigrations implements FlywayConfigurationCustomizer {

    /** Where {@code spring.flyway.url} gives migrations an address of theirs, what that says holds. */
    @Override
    public void customize(FluentConfiguration flyway) {
        if (flyway.getDataSource() instanceof HikariDataSource main) {
            flyway.dataSource(beside(main));
        }
    }

    private static DataSource beside(HikariDataSource main) {
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
