package dev.atlasgateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.StartsEarly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests migrations that take longer than other statements may. */
@StartsEarly
class MigrationDataSourceCustomizerTests {

    private final String url = Postgres.newDatabase();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, -, gateway, secret", "migrator, other, migrator, other", "migrator, -, migrator, -"})
    void logsInAtItsOwnAddressLikeTheMainPoolUnlessAUserIsSet(
            String user, String password, String expectedUser, String expectedPassword) {
        var main = new HikariDataSource(); // connects when it is first used
        main.setJdbcUrl("jdbc:postgresql://pooler/gateway?socketTimeout=30");
        main.setUsername("gateway");
        main.setPassword("secret");
        assertThat(MigrationDataSourceCustomizer.migrationDataSource(main).getUrl())
                .isEqualTo("jdbc:postgresql://pooler/gateway?");
        var own = new DriverManagerDataSource(
                "jdbc:postgresql://db/gateway?socketTimeout=2&ssl=true&ApplicationName=x", user, password);
        var flyway = Flyway.configure().dataSource(own);
        new MigrationDataSourceCustomizer(main).customize(flyway);
        var migrations = (DriverManagerDataSource) flyway.getDataSource();
        assertThat(migrations.getUrl()).isEqualTo("jdbc:postgresql://db/gateway?ssl=true&");
        assertThat(migrations.getUsername()).isEqualTo(expectedUser);
        assertThat(migrations.getPassword()).isEqualTo(expectedPassword);
        assertThat(migrations.getConnectionProperties()).containsEntry("ApplicationName", "atlas-gateway migrations");
    }

    @Test
    void waitsForASlowStatement() throws Exception {
        Files.writeString(folder.resolve("V1000__slow.sql"), """
                create table slow as select current_setting('application_name') as application, pg_sleep(4)::text;""");
        try (var gateway = new StoredGateway(
                        url,
                        "--spring.datasource.hikari.data-source-properties.socketTimeout=2",
                        "--spring.flyway.locations=classpath:db/migration,filesystem:" + folder);
                var pool = Postgres.pool(url)) {
            assertThat(gateway.admin("revisions").status()).isEqualTo(200);
            assertThat(JdbcClient.create(pool)
                            .sql("select application from slow")
                            .query(String.class)
                            .single())
                    .isEqualTo("atlas-gateway migrations");
        }
    }

    @Test
    @Timeout(90)
    void buildsAnIndexWhileTheAuditIsWritten() throws Exception {
        var month = "audit_" + LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy_MM"));
        try (var before = new StoredGateway(url)) {
            assertThat(before.admin("audit").status()).isEqualTo(200); // creates the partition of this month
        }
        Files.writeString(folder.resolve("V1000__index.sql"), """
                create index audit_trace on only audit (trace_id);
                create index concurrently audit_trace_month on %s (trace_id);
                alter index audit_trace attach partition audit_trace_month;
                """.formatted(month));
        Files.writeString(folder.resolve("V1000__index.sql.conf"), "executeInTransaction=false");
        try (var gateway =
                new StoredGateway(url, "--spring.flyway.locations=classpath:db/migration,filesystem:" + folder)) {
            assertThat(gateway.admin("audit").status()).isEqualTo(200);
        }
    }

    /** As the installation of install.md does: the first policy is made in the console, or by the admin API. */
    @Test
    void startsReadyOnAnEmptyDatabaseAndRefusesCallsUntilThereIsAPolicy() {
        try (var gateway = new StoredGateway(url)) {
            assertThat(gateway.readiness().status()).isEqualTo(200);
            assertThat(gateway.get("nothing", "orders", "a-request").status()).isEqualTo(401);
            assertThat(gateway.admin("PUT", "teams/first", "{}", "If-None-Match", "*")
                            .status())
                    .isEqualTo(201);
            assertThat(gateway.readiness().body()).contains("\"revision\":1");
        }
    }

    @Test
    void givesEveryConnectionANameThatShowsItsPurpose() {
        try (var gateway = new StoredGateway(url);
                var pool = Postgres.pool(url)) {
            assertThat(gateway.admin("audit").status()).isEqualTo(200);
            assertThat(JdbcClient.create(pool).sql("""
                                    select distinct application_name from pg_stat_activity
                                    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'""").query(String.class).list())
                    .contains("atlas-gateway", "atlas-gateway audit", "atlas-gateway polling", "atlas-gateway history");
        }
    }
}
