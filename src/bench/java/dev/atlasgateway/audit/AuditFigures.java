package dev.atlasgateway.audit;

import static java.util.stream.Collectors.joining;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.ThreadMXBean;
import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.bench.DurablePostgres;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Change;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.exchange.AtlasRequest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.flywaydb.core.Flyway;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures what PostgreSQL does for a call: {@code AuditFigures ROUNDS SECONDS [NAME=SQL...]}.
 *
 * <p>64 callers record changes through the real audit, each its intent and its outcome, on a PostgreSQL that waits for its
 * disk. Each variant has a database of its own with the schema of production, changed by the SQL. The variants take turns,
 * in both directions, so that noise of the machine meets all of them. Without variants, each index is left out once.
 */
public final class AuditFigures {

    private static final int CALLERS = 64;
    private static final Duration ATLAS = Duration.ofMillis(5);

    private static final List<String> INDEXES = List.of(
            "as it is=",
            "without audit_search=drop index audit_search",
            "without audit_request_id=drop index audit_request_id",
            "without audit_changes=drop index audit_changes",
            "without all three=drop index audit_search, audit_request_id, audit_changes");

    private static final Caller CALLER =
            new Caller("payments", "mdb_sa_id_665f1c2e9b1d4a0012ab34cd", "gateway", LoginKind.SERVICE_ACCOUNT);
    private static final Change CHANGE =
            new Change(List.of(new Change.Tag("owner", "payments"), new Change.Tag("environment", "load")), true, null);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final HikariDataSource database;
    private final JdbcClient sql;
    private final PostgresProcesses processes;
    private final List<Sample> samples = new ArrayList<>();

    private AuditFigures(EmbeddedPostgres server, String name, String change) {
        this.name = name;
        var schema = "variant" + Math.abs((long) name.hashCode());
        var all = JdbcClient.create(server.getPostgresDatabase());
        all.sql("create database " + schema).update();
        database = new HikariDataSource();
        database.setJdbcUrl(server.getJdbcUrl("postgres", schema));
        Flyway.configure().dataSource(database).load().migrate();
        sql = JdbcClient.create(database);
        if (!change.isEmpty()) {
            sql.sql(change).update();
        }
        processes = PostgresProcesses.of(sql);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var rounds = Integer.parseInt(arguments[0]);
        var duration = Duration.ofSeconds(Integer.parseInt(arguments[1]));
        var wanted = arguments.length > 2 ? List.of(arguments).subList(2, arguments.length) : INDEXES;
        try (var server = DurablePostgres.builder().start()) {
            var variants = wanted.stream()
                    .map(variant -> variant.split("=", 2))
                    .map(variant -> new AuditFigures(server, variant[0], variant[1]))
                    .toList();
            for (var variant : variants) {
                variant.measure(duration);
                variant.samples.clear(); // that was the warm-up
            }
            for (int round = 0; round < rounds; round++) {
                for (var variant : round % 2 == 0 ? variants : variants.reversed()) {
                    variant.measure(duration);
                }
            }
            System.out.println("""
                    | audit | calls/s | rows a commit | PostgreSQL µs a call | to the first | WAL bytes a call | table bytes a call \
                    | index bytes a call | writer µs a row | writer bytes a row |
                    |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|""");
            var first = variants.getFirst().median(Sample::postgres);
            variants.forEach(variant -> variant.print(first));
        }
        System.exit(0);
    }

    private void measure(Duration duration) throws InterruptedException {
        sql.sql("checkpoint").update();
        try (var replica = AuditReplica.on(database)) {
            while (!replica.isReady()) {
                Thread.sleep(10);
            }
            var writer = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("audit-writer"))
                    .findAny()
                    .orElseThrow()
                    .threadId();
            var wal = wal();
            var postgres = processes.nanos();
            var cpu = THREADS.getThreadCpuTime(writer);
            var allocated = THREADS.getThreadAllocatedBytes(writer);
            var calls = (double) load(replica.trail, duration);
            cpu = THREADS.getThreadCpuTime(writer) - cpu;
            allocated = THREADS.getThreadAllocatedBytes(writer) - allocated;
            postgres = processes.nanos() - postgres;
            samples.add(new Sample(
                    calls / duration.toSeconds(),
                    replica.registry.get("gateway.audit.batch").summary().mean(),
                    postgres / calls / 1e3,
                    (wal() - wal) / calls,
                    cpu / calls / 2e3,
                    allocated / calls / 2));
        }
    }

    /** Returns how many calls were recorded. */
    private static long load(AuditTrail trail, Duration duration) {
        var calls = new AtomicLong();
        var end = System.nanoTime() + duration.toNanos();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                var instance = "orders-" + caller;
                callers.execute(() -> {
                    while (System.nanoTime() < end) {
                        record(trail, instance);
                        calls.incrementAndGet();
                    }
                });
            }
        }
        return calls.get();
    }

    private static void record(AuditTrail trail, String instance) {
        MDC.put("trace.id", UUID.randomUUID().toString().replace("-", ""));
        var path = "/api/atlas/v1.0/groups/" + Calls.GROUP + "/serverless/" + instance;
        var request = new ApiRequest(
                UUID.randomUUID().toString(),
                Instant.now(),
                "PATCH",
                path,
                null,
                new HttpHeaders(),
                "10.1.2.3",
                InputStream::nullInputStream);
        trail.record(CALLER, request, entry -> {
            entry.noteCall(new Call(Operation.UPDATE_SERVERLESS_INSTANCE, Calls.GROUP, instance));
            entry.noteGrant(Calls.authorized());
            entry.noteChange(CHANGE);
            entry.storeIntent(outbound(instance));
            LockSupport.parkNanos(ATLAS.toNanos());
            entry.noteResponse(Calls.answered(200, "{}"));
            return Calls.ok();
        });
    }

    private static AtlasRequest outbound(String instance) {
        return new AtlasRequest(
                "default",
                "default/" + Calls.GROUP + "/" + instance,
                "PATCH",
                "/api/atlas/v2/groups/" + Calls.GROUP + "/flexClusters/" + instance,
                "/api/atlas/v2/groups/{groupId}/flexClusters/{name}",
                Map.of(),
                (ObjectNode) JsonMapper.shared().readTree(CHANGE.toJson().toString()));
    }

    private double wal() {
        return sql.sql("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
                .query(Double.class)
                .single();
    }

    private void print(double first) {
        var calls = sql.sql("select count(*) from audit where stage = 'outcome'")
                .query(Double.class)
                .single();
        var cells = new double[] {
            median(Sample::callsPerSecond),
            median(Sample::batch),
            median(Sample::postgres),
            median(Sample::postgres) / first,
            median(Sample::wal),
            size("pg_table_size") / calls,
            size("pg_indexes_size") / calls,
            median(Sample::writerMicros),
            median(Sample::writerBytes)
        };
        System.out.println(Arrays.stream(cells)
                .mapToObj(cell -> ("%,." + (cell < 10 ? 2 : 0) + "f").formatted(cell))
                .collect(joining(" | ", "| " + name + " | ", " |")));
    }

    private double size(String function) {
        return sql.sql("select sum(" + function + "(inhrelid)) from pg_inherits where inhparent = 'audit'::regclass")
                .query(Double.class)
                .single();
    }

    private double median(ToDoubleFunction<Sample> figure) {
        var sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    private record Sample(
            double callsPerSecond,
            double batch,
            double postgres,
            double wal,
            double writerMicros,
            double writerBytes) {}
}
