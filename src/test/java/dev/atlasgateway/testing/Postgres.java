package dev.atlasgateway.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** One real PostgreSQL for all tests of a JVM. Each test that asks gets a database of its own. */
public final class Postgres {

    /** Where Linux keeps files in memory. A copy of a database takes a twentieth of the time that it takes on a disk. */
    private static final Path IN_MEMORY = Path.of("/dev/shm");

    private static final String PREFIX = "atlas-gateway-tests-";
    private static final long MOST_DATA = 4L << 30;

    private static final Server SERVER = DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    /** Returns the JDBC URL, user and password included, of a new and empty database. */
    public static String newDatabase() {
        return create("");
    }

    /** Returns the JDBC URL of a new database with the gateway's schema, copied from one that was migrated once. */
    public static String newMigratedUrl() {
        return create(" template " + Template.NAME);
    }

    /** Returns a pool on a new database with the gateway's schema. */
    public static HikariDataSource newMigratedDatabase() {
        return pool(newMigratedUrl());
    }

    private static String create(String template) {
        var name = "test" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(SERVER.url("postgres"));
                var statement = connection.createStatement()) {
            // PostgreSQL 14 knows only this strategy, and not its name
            var copying = connection.getMetaData().getDatabaseMajorVersion() < 15 ? "" : " strategy file_copy";
            statement.execute("create database " + name + template + copying);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return SERVER.url(name);
    }

    /** Returns another pool on a database, as a second replica has it. */
    public static HikariDataSource pool(String url) {
        return pool(url, Duration.ofSeconds(30));
    }

    /** Returns a pool that waits this long for a connection. */
    public static HikariDataSource pool(String url, Duration wait) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(wait.toMillis());
        return new HikariDataSource(config);
    }

    private static Server embedded() {
        try {
            var postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off") // as in the container: no test needs the data after a crash
                    .setServerConfig("full_page_writes", "off");
            if (IN_MEMORY.toFile().getUsableSpace() > MOST_DATA) {
                postgres.setDataDirectory(memory());
            }
            var server = postgres.start();
            return database -> server.getJdbcUrl("postgres", database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a directory of this process. Deletes those of processes that were killed before they could. */
    private static Path memory() throws IOException {
        try (var directories = Files.newDirectoryStream(IN_MEMORY, PREFIX + "*")) {
            for (var directory : directories) {
                var process = Long.parseLong(directory.getFileName().toString().substring(PREFIX.length()));
                if (ProcessHandle.of(process).isEmpty()) {
                    FileSystemUtils.deleteRecursively(directory);
                }
            }
        }
        return IN_MEMORY.resolve(PREFIX + ProcessHandle.current().pid());
    }

    private static Server container() {
        var version = System.getProperty("postgres-binaries.version", "17.6.0");
        var postgres = new PostgreSQLContainer("postgres:" + version.replaceFirst("\\..*", "") + "-alpine");
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

    /** The database that the migrated ones are copies of. Nothing may be connected to it while it is copied. */
    private static final class Template {

        static final String NAME = migrated();

        private static String migrated() {
            var url = newDatabase();
            Flyway.configure().dataSource(url, null, null).load().migrate();
            return url.replaceFirst(".*/(\\w+)\\?.*", "$1");
        }
    }
}
