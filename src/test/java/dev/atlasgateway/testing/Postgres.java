package dev.atlasgateway.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** One real PostgreSQL for the whole test run, and in it a database of its own for whoever asks. */
public final class Postgres {

    private static final Server SERVER = DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    /** The JDBC URL, user and password included, of a new and empty database. */
    public static String newDatabase() {
        var name = "test" + DATABASES.incrementAndGet();
        try (var pool = pool(SERVER.url("postgres"));
                var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return SERVER.url(name);
    }

    /** A pool on a new database with the gateway's schema. */
    public static HikariDataSource newMigratedDatabase() {
        var pool = pool(newDatabase());
        Flyway.configure().dataSource(pool).load().migrate();
        return pool;
    }

    /** A further pool on a database, as another replica has it. */
    public static HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private static Server embedded() {
        try {
            var postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .start();
            return database -> postgres.getJdbcUrl("postgres", database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Server container() {
        var postgres = new PostgreSQLContainer("postgres:17-alpine");
        postgres.start();
        return database -> "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                .formatted(
                        postgres.getHost(),
                        postgres.getFirstMappedPort(),
                        database,
                        postgres.getUsername(),
                        postgres.getPassword());
    }

    private interface Server {
        String url(String database);
    }
}
