package dev.atlasgateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atlasgateway.store.StorePreparation.Facts;
import dev.atlasgateway.testing.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The first use of PostgreSQL. */
class StorePreparationTests {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String url = Postgres.newDatabase();
    private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "140000 | 14.0 | false | false | true | public | -",
                "120022 | 12.22 | false | false | true | public | has version 12.22, but the gateway needs 14 or newer. Nothing was changed",
                "130021 | 13.21 | true | true | false | public | has version 13.21",
                "170006 | 17.6 | true | true | true | public | is read-only: it is a standby.",
                "170006 | 17.6 | false | true | true | public | is read-only: default_transaction_read_only is on.",
                "170006 | 17.6 | false | false | false | public | may not create tables in the schema public.",
                "170006 | 17.6 | false | false | false | - | may not create tables in the schema of its search_path.",
            })
    void saysWhatIsWrongWithAServer(
            int number, String version, boolean standby, boolean readOnly, boolean create, String schema, String text) {
        var fault = new Facts(number, version, standby, readOnly, create, schema).fault();
        if (text == null) {
            assertThat(fault).isNull();
        } else {
            assertThat(fault.sentence()).contains("spring.datasource.", text);
        }
    }

    @Test
    void changesNothingIfTheRoleMayNotCreateTables() {
        jdbc.sql("create role weak login password 'weak'").update();
        jdbc.sql("revoke create on schema public from public").update();
        var store = new DriverManagerDataSource(url.replaceFirst("\\?.*", ""), "weak", "weak");
        assertThatExceptionOfType(UnusableStoreException.class)
                .isThrownBy(() -> migrate(store, Duration.ZERO))
                .withMessageContaining("spring.datasource.username lacks a right");
        assertThat(tables()).isZero();
    }

    @Test
    void changesNothingInTheDatabaseOfAnotherProgram() {
        jdbc.sql("create table other(id int)").update();
        assertThatExceptionOfType(UnusableStoreException.class)
                .isThrownBy(() -> migrate(new DriverManagerDataSource(url), Duration.ZERO))
                .withMessageContaining("The schema in the PostgreSQL of spring.datasource.url is not one");
        assertThat(tables()).isOne();
    }

    @Test
    void endsWithASentenceIfNothingListens() {
        var away = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/gateway");
        assertThatExceptionOfType(UnusableStoreException.class)
                .isThrownBy(() -> migrate(away, Duration.ZERO))
                .withMessageContaining("cannot reach the PostgreSQL of spring.datasource.url");
    }

    @Test
    void namesTheSettingsOfMigrationsIfTheyHaveAnAddressOfTheirOwn() {
        var main = new SessionSettings(new DriverManagerDataSource(url), List.of());
        var away = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/gateway");
        assertThatExceptionOfType(UnusableStoreException.class)
                .isThrownBy(() -> new StorePreparation(main, Duration.ZERO, PAUSE).migrate(flyway(away)))
                .withMessageContaining("cannot reach the PostgreSQL of spring.flyway.url");
    }

    @Test
    void waitsForTheEndOfAFailover() throws Exception {
        var database = jdbc.sql("select current_database()").query(String.class).single();
        jdbc.sql("alter database %s set default_transaction_read_only = on".formatted(database))
                .update();
        var start = CompletableFuture.runAsync(() -> migrate(new DriverManagerDataSource(url), Duration.ofMinutes(1)));
        assertThat(start).isNotDone();
        jdbc.sql("""
                begin read write; alter database %s reset default_transaction_read_only; commit""".formatted(database)).update();
        start.get(1, TimeUnit.MINUTES);
        assertThat(tables()).isPositive();
    }

    private long tables() {
        return jdbc.sql("select count(*) from pg_tables where schemaname = 'public'")
                .query(Long.class)
                .single();
    }

    private static void migrate(DriverManagerDataSource store, Duration patience) {
        new StorePreparation(new SessionSettings(store, List.of()), patience, PAUSE).migrate(flyway(store));
    }

    private static Flyway flyway(DriverManagerDataSource store) {
        return Flyway.configure().dataSource(store).load();
    }
}
