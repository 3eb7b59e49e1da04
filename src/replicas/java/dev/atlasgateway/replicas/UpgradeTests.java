package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Upgrades from the previous release to this one and back, and restores a backup.
 *
 * <p>Both work because of expand and contract: a migration only adds what the previous release ignores, or with a default.
 * What is no longer used is removed one release later.
 *
 * <p>{@code ./mvnw -Preplicas test -Dtest=UpgradeTests -Dprevious=path/to/the/previous/atlas-gateway.jar}
 */
@Timeout(300)
class UpgradeTests {

    private final SharedServices services = new SharedServices();

    UpgradeTests() throws IOException {}

    @AfterEach
    void close() throws IOException {
        services.close();
    }

    @Test
    @EnabledIfSystemProperty(named = "previous", matches = ".+\\.jar")
    void servesWithOldAndNewSideBySideAndGoesBack() throws Exception {
        var jar =
                Path.of(Objects.requireNonNull(System.getProperty("previous"))).toAbsolutePath();
        var ledger = new Ledger(services.atlas(), services.store().sql());
        var settings = new ArrayList<>(services.settings());
        settings.add("--gateway.policy.import=" + SharedServices.POLICY); // the first releases know no seed
        try (var old = new Replica("old", services.folder(), List.of("-jar", jar.toString()), settings);
                var fresh = new Replica("new", services.folder(), services.settings())) {
            old.start();
            var schema = schema();
            try (var balancer = new Balancer(List.of(old, fresh));
                    var callers = services.payments(balancer)) {
                balancer.remove(fresh);
                callers.start();
                Thread.sleep(Duration.ofSeconds(3));
                fresh.start(); // migrates under the old one
                balancer.add(fresh);
                Thread.sleep(Duration.ofSeconds(5)); // both
                balancer.remove(old);
                Thread.sleep(Duration.ofSeconds(1));
                old.terminate();
                Thread.sleep(Duration.ofSeconds(3)); // the new one alone
                old.start(); // back, on the new schema
                balancer.add(old);
                Thread.sleep(Duration.ofSeconds(2));
                balancer.remove(fresh);
                Thread.sleep(Duration.ofSeconds(1));
                fresh.terminate();
                Thread.sleep(Duration.ofSeconds(3)); // the old one alone
                callers.stop();
                ledger.awaitOutcomes();
                ResultTable.SHARED.add(
                        "Upgrade from schema %s to %s and back, both side by side".formatted(schema, schema()),
                        callers.results(),
                        ledger.balance(callers.results()),
                        "at once");
                assertThat(callers.results()).allMatch(CallResult::succeeded);
                assertThat(callers.results()).extracting(CallResult::replica).contains("old", "new");
            }
        }
    }

    /** Uses the commands of docs/operations.md, and the role that owns the database and may do nothing else. */
    @Test
    void goesOnFromABackupThatWasMadeUnderLoad() throws Exception {
        var bin = DebianPostgres.installed();
        assumeTrue(bin.isPresent(), "no PostgreSQL of Debian's is installed, hence no pg_dump: no backup is made");
        var dump = services.folder().resolve("gateway.dump").toString();
        try (var postgres = DebianPostgres.start(bin.orElseThrow(), services.folder())) {
            postgres.sql("postgres").sql("create role gateway login").update();
            postgres.sql("postgres")
                    .sql("create database gateway owner gateway")
                    .update();
            var results = backUpUnderLoad(postgres, dump);
            var began = System.nanoTime();
            postgres.runAsSuperuser("createdb", "--owner=gateway", "restored");
            postgres.runAsSuperuser(
                    "pg_restore", "--exit-on-error", "--no-owner", "--role=gateway", "--dbname=restored", dump);
            var restored = Duration.ofNanos(System.nanoTime() - began);

            var kept = audited(postgres, "restored");
            assertThat(kept).isBetween(1L, audited(postgres, "gateway"));
            assertThat(owners(postgres, "restored")).containsExactly("gateway");
            assertThat(goOn(postgres)).isEqualTo("200");
            assertThat(audited(postgres, "restored")).isGreaterThan(kept);
            ResultTable.SHARED.add(
                    "Backup under load (`pg_dump -Fc`), restored elsewhere (`pg_restore`)",
                    results,
                    kept + " rows at the moment of the dump are there, and the next call is added",
                    "restore took " + ResultTable.seconds(restored));
        }
    }

    private List<CallResult> backUpUnderLoad(DebianPostgres postgres, String dump) throws Exception {
        var settings = services.settings(postgres.url("gateway", "gateway"));
        try (var gateway = new Replica("backed-up", services.folder(), settings);
                var balancer = new Balancer(List.of(gateway))) {
            gateway.start();
            balancer.awaitEndpoints(1);
            try (var callers = services.payments(balancer)) {
                callers.start();
                Thread.sleep(Duration.ofSeconds(3));
                postgres.run("pg_dump", "--format=custom", "--file=" + dump, postgres.uri("gateway", "gateway"));
                callers.stop();
                assertThat(callers.results()).allMatch(CallResult::succeeded);
                return callers.results();
            }
        }
    }

    /** Returns the answer to the next call, from a gateway on the restored database. */
    private String goOn(DebianPostgres postgres) throws Exception {
        var settings = services.settings(postgres.url("gateway", "restored"));
        try (var gateway = new Replica("restored", services.folder(), settings);
                var balancer = new Balancer(List.of(gateway))) {
            gateway.start();
            balancer.awaitEndpoints(1);
            try (var callers = services.payments(balancer)) {
                return callers.change("orders-0").seen();
            }
        }
    }

    /** Returns the owners of all tables (the months of the audit too), sequences, indexes and functions. */
    private static List<String> owners(DebianPostgres postgres, String database) {
        return postgres.sql(database).sql("""
                        select pg_get_userbyid(relowner) from pg_class where relnamespace = 'public'::regnamespace
                        union select pg_get_userbyid(proowner) from pg_proc where pronamespace = 'public'::regnamespace""").query(String.class).list();
    }

    private static long audited(DebianPostgres postgres, String database) {
        return postgres.sql(database)
                .sql("select count(*) from audit")
                .query(Long.class)
                .single();
    }

    private String schema() {
        return services.store()
                .sql()
                .sql("select version from flyway_schema_history order by installed_rank desc limit 1")
                .query(String.class)
                .single();
    }
}
