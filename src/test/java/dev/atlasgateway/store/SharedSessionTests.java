package dev.atlasgateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.testing.PgBouncer;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.SentStatements;
import dev.atlasgateway.testing.SentStatements.Statement;
import dev.atlasgateway.testing.StartsEarly;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests that nothing of the gateway stays in a session of PostgreSQL, because a pooler may give the session to others. */
@StartsEarly
class SharedSessionTests {

    private static final int SESSIONS = 5;

    private static final Predicate<String> CHANGES_A_SESSION =
            Pattern.compile("""
                    (^|;)\\s*(set(?!\\s+local\\s)|listen|prepare|declare|create\\s+temp)\\b|\
                    set_config\\([^;]*(,\\s*(false|\\$\\d)\\s*\\))|pg_(try_)?advisory_lock|on\\s+commit\\s+(preserve|delete)""", Pattern.CASE_INSENSITIVE).asPredicate();

    /** Sent for each new connection. PgBouncer keeps the name for each client. The digits mean the same as the default, 1. */
    private static final Predicate<String> BY_THE_DRIVER = Pattern.compile(
                    "SET extra_float_digits = 3(; SET application_name = '[\\w -]+')?|SET application_name = .*")
            .asMatchPredicate();

    /** Settings that each client of a pooler gets as it asked for them, or that the driver sets in every session, do not count. */
    private static final String LEFT_BEHIND = """
            select name || '=' || setting from pg_settings
            where source = 'session' and setting is distinct from reset_val
              and name not in ('application_name', 'extra_float_digits', 'TimeZone')
            union all select 'statement ' || statement from pg_prepared_statements
            union all select 'lock ' || objid from pg_locks where locktype = 'advisory'
              and database = (select oid from pg_database where datname = current_database()) -- other tests run beside this one
            union all select 'table ' || relname from pg_class where relpersistence = 't'""";

    private final String url = Postgres.newDatabase();
    private @Nullable PgBouncer pooler;

    @TempDir
    Path folder;

    @AfterEach
    void close() throws InterruptedException {
        if (pooler != null) {
            pooler.close();
        }
    }

    /** Goes through a real pooler where one is installed. It has fewer sessions than the gateway has connections. */
    @Test
    void leavesNothingInAnySession() throws Exception {
        var address = PgBouncer.isInstalled() ? pooled("transaction") : url;
        try (var gateway = new StoredGateway(
                address + SentStatements.OBSERVED,
                "--spring.flyway.url=" + url,
                "--gateway.policy.seed=classpath:gateway-test-policy.yaml",
                "--gateway.history.count-every=1s",
                "--gateway.audit.sweep-interval=1s")) {
            work(gateway);
        }
        assertThat(SentStatements.all()).hasSizeGreaterThan(100);
        assertThat(SentStatements.all())
                .filteredOn(
                        statement -> CHANGES_A_SESSION.test(statement.sql()) && !BY_THE_DRIVER.test(statement.sql()))
                .isEmpty();
        assertThat(SentStatements.all())
                .filteredOn(statement -> !statement.name().isEmpty())
                .allMatch(statement -> pooler == null && isOfTheWriter(statement));
        assertThat(leftBehind(address)).isEmpty();
    }

    /** The writer of the audit has its connection for itself, and looks whether it has a session for itself. */
    private static boolean isOfTheWriter(Statement statement) {
        return statement.sql().startsWith("insert into audit (")
                || statement.sql().startsWith("select set_config('statement_timeout'")
                || statement.sql().equals("show transaction_read_only");
    }

    private static void work(StoredGateway gateway) {
        var payments = gateway.logIn("cd", "mdb_sa_sk_demo_payments");
        gateway.atlas.orders(Fault.resetBeforeApplying().on("PATCH").times(1));
        for (var id : List.of("release-retried", "release-applied")) {
            assertThat(gateway.patch(payments, "orders-dev", "{\"terminationProtectionEnabled\":true}", id)
                            .status())
                    .isEqualTo(200);
        }
        gateway.revoke("cd", "mdb_sa_sk_demo_payments", payments);
        ReleaseRecorder.changePolicy(gateway);
        ReleaseRecorder.readEverything(gateway);
    }

    /** Looks into each session of the pooler: a transaction keeps one, so the next gets another. */
    private List<String> leftBehind(String address) throws SQLException {
        var left = new ArrayList<String>();
        var connections = new ArrayList<Connection>();
        try {
            for (int session = 0; session < SESSIONS; session++) {
                var connection = DriverManager.getConnection(address + "&prepareThreshold=0");
                connections.add(connection);
                connection.setAutoCommit(false);
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery(LEFT_BEHIND)) {
                    while (rows.next()) {
                        left.add(rows.getString(1));
                    }
                }
            }
        } finally {
            for (var connection : connections) {
                connection.close();
            }
        }
        return left;
    }

    @Test
    void refusesToMigrateInSharedSessions() throws Exception {
        var address = pooled("transaction");
        assertThatExceptionOfType(UnusableStoreException.class)
                .isThrownBy(() -> migrate(address))
                .withMessageContaining("is behind a pooler that shares sessions")
                .satisfies(e -> assertThat(e.action()).contains("Set spring.flyway.url"));
        assertThat(tables()).isZero();
    }

    @Test
    void migratesThroughAPoolerThatGivesEachConnectionItsSession() throws Exception {
        migrate(pooled("session"));
        assertThat(tables()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"transaction, true", "session, false"})
    void allowsSettingsOfASessionIfEachConnectionHasItsOwn(String mode, boolean refused) throws Exception {
        var settings = List.of("spring.datasource.hikari.schema");
        var fault = new SessionSettings(new DriverManagerDataSource(pooled(mode)), settings).fault();
        if (refused) {
            assertThat(fault.sentence()).contains("spring.datasource.hikari.schema would change");
            assertThat(fault.action()).contains("search_path", "default_transaction_isolation", "for the role");
        } else {
            assertThat(fault).isNull();
        }
    }

    @Test
    void knowsTheSettingsOfASession() {
        var main = new HikariDataSource(); // connects when it is first used
        main.setJdbcUrl("jdbc:postgresql://db/gateway?ApplicationName=x&prepareThreshold=0");
        assertThat(SessionSettings.of(main).names()).isEmpty();

        main.setJdbcUrl("jdbc:postgresql://db/gateway?currentSchema=a&options=-c%20lock_timeout=1"
                + "&readOnlyMode=always&prepareThreshold=5");
        main.setSchema("a");
        main.setConnectionInitSql("set lock_timeout = 1");
        main.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        main.addDataSourceProperty("currentSchema", "a");
        assertThat(SessionSettings.of(main).names())
                .containsExactly(
                        "currentSchema in spring.datasource.url",
                        "options in spring.datasource.url",
                        "prepareThreshold in spring.datasource.url",
                        "readOnlyMode in spring.datasource.url",
                        "spring.datasource.hikari.connection-init-sql",
                        "spring.datasource.hikari.data-source-properties.currentSchema",
                        "spring.datasource.hikari.schema",
                        "spring.datasource.hikari.transaction-isolation");
    }

    private String pooled(String mode) throws Exception {
        assumeTrue(PgBouncer.isInstalled(), "skipped: pgbouncer is not installed (Debian package pgbouncer)");
        var started = new PgBouncer(url, mode, SESSIONS, folder);
        pooler = started;
        return started.url();
    }

    private static void migrate(String address) {
        var store = new DriverManagerDataSource(address);
        new StorePreparation(new SessionSettings(store, List.of()), Duration.ZERO, Duration.ofMillis(20))
                .migrate(Flyway.configure().dataSource(store).load());
    }

    private long tables() {
        return JdbcClient.create(new DriverManagerDataSource(url))
                .sql("select count(*) from pg_tables where schemaname = 'public'")
                .query(Long.class)
                .single();
    }
}
