package dev.atlasgateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.gateway.Reply;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.testing.Postgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records data and SQL statements of this release, against which {@link PreviousReleaseTests} test the next one.
 *
 * <p>Run it with each release and commit the result: {@code ./mvnw test -Dtest=ReleaseRecorder}. The build does not run
 * it, because its name does not end in Tests.
 */
class ReleaseRecorder {

    private static final Pattern SENT = Pattern.compile("(?:execute [^:]+|statement): (.*)", Pattern.DOTALL);
    private static final Pattern OWN = Pattern.compile(
            "(?i)(select|insert|update|delete|with|lock) .*(policy_|audit|admin_|revoked_token|repeat_lease|backtest|bootstrap_).*");
    private static final Pattern OTHERS = Pattern.compile(
            "(?i).*(flyway|pg_catalog|pg_namespace|row_to_json|format\\(|pg_sequences|release-|generate_series|from audit_figure$|insert into \\w+ values).*");

    private static final String TABLES = """
            select relname from pg_class where relkind in ('r', 'p') and not relispartition
              and relnamespace = 'public'::regnamespace and relname <> 'flyway_schema_history'
            order by relname like 'policy\\_object', relname""";

    private static final String PERIOD = "from=2026-01-01T00:00:00Z&to=2035-01-01T00:00:00Z";
    private static final String ON = "{\"terminationProtectionEnabled\":true}";
    private static final String OFF = "{\"terminationProtectionEnabled\":false}";

    /** Adds more outcomes than a search scans before it uses the index, all older than those of real calls. */
    private static final String MANY_CALLS = """
            insert into audit (id, stage, replica, received_at, request_id, method, decision, decided_by, outcome, status)
            select audit_floor(date_trunc('month', now()) + n * interval '1 ms'), 'outcome', 'gateway-1', now(), 'old', 'GET',
                   'refused', 'caller', 'refused', 401
            from generate_series(1, 6000) n""";

    /** Marks a call in progress as unknown, like the search for orphans does. */
    private static final String GIVE_UP = """
            insert into audit (id, stage, replica, received_at, request_id, method, decision, decided_by, outcome)
            select id, 'outcome', replica, received_at, request_id, method, decision, decided_by, 'unknown'
            from audit where request_id = 'release-given-up' and stage = 'intent'""";

    @TempDir
    private Path logs;

    private volatile Duration clockOffset = Duration.ofMinutes(30);

    @Test
    void recordsTheDataAndTheStatementsOfThisRelease() throws IOException {
        try (var server = EmbeddedPostgres.builder()
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_destination", "jsonlog")
                .setServerConfig("log_directory", logs.toString())
                .setServerConfig("log_statement", "all")
                .start()) {
            var url = server.getJdbcUrl("postgres", "postgres");
            try (var pool = Postgres.pool(url)) {
                var sql = JdbcClient.create(pool);
                try (var gateway = new StoredGateway(
                        url,
                        () -> Instant.now().minus(clockOffset),
                        "--gateway.policy.seed=classpath:gateway-test-policy.yaml",
                        "--gateway.history.count-every=1s",
                        "--gateway.atlas.attempt-timeout=2s",
                        "--gateway.atlas.deadline=4s")) {
                    makeCalls(gateway);
                    makeCallThatIsGivenUp(gateway, sql);
                    changePolicy(gateway);
                    clockOffset = Duration.ZERO;
                    Awaitility.await("the calls to be counted")
                            .until(() -> count(sql, "select count(*) from audit_figure") > 0);
                    gateway.signIn(); // a session that still exists when the next release starts
                    readEverything(gateway);
                    write("data.sql", data(sql));
                    count(sql, "with many as (" + MANY_CALLS + " returning 1) select count(*) from many");
                    assertSuccess(gateway.admin("audit?team=payments&errorCode=NONE&" + PERIOD));
                    assertSuccess(gateway.admin("audit?decidedBy=guardrail&" + PERIOD));
                    assertSuccess(gateway.admin("DELETE", "sign-in", ""));
                }
            }
            write("statements.sql", statements());
        }
    }

    /** Makes a call of each kind. */
    private static void makeCalls(StoredGateway gateway) {
        var payments = gateway.logIn("cd", "mdb_sa_sk_demo_payments");
        var search = gateway.logIn("ce", "mdb_sa_sk_demo_search");
        var hasty = gateway.logIn("d0", "mdb_sa_sk_hasty");
        gateway.patch(payments, "orders-dev", ON, "release-applied");
        gateway.get(search, "orders-dev", "release-answered");
        gateway.patch(payments, "orders-dev", "{\"tags\":[{\"key\":\"env\",\"value\":\"dev\"}]}", "release-warned");
        gateway.patch(payments, "orders-prod", OFF, "release-guardrail");
        gateway.patch(search, "orders-dev", ON, "release-access");
        gateway.patch(payments, "orders-dev", "{\"backup\":true}", "release-invalid");
        gateway.patch("nonsense", "orders-dev", ON, "release-stranger");
        for (int i = 0; i < 4; i++) {
            gateway.get(hasty, "orders-dev", "release-hasty-" + i);
        }
        gateway.atlas.orders(Fault.resetBeforeApplying().on("PATCH").times(1));
        gateway.patch(payments, "orders-dev", OFF, "release-retried");
        gateway.atlas.orders(Fault.status(503).on("PATCH").always());
        gateway.patch(payments, "orders-dev", ON, "release-failed");
        gateway.atlas.clearFaults();
        gateway.atlas.orders(Fault.delay(Duration.ofSeconds(5)).on("PATCH").always());
        gateway.patch(payments, "orders-dev", ON, "release-unknown");
        gateway.atlas.clearFaults();
        gateway.revoke("ce", "mdb_sa_sk_demo_search", search);
    }

    private static void makeCallThatIsGivenUp(StoredGateway gateway, JdbcClient sql) {
        gateway.atlas.orders(Fault.delay(Duration.ofSeconds(1)).on("PATCH"));
        var payments = gateway.logIn("cd", "mdb_sa_sk_demo_payments");
        var call = CompletableFuture.supplyAsync(() -> gateway.patch(payments, "orders-dev", ON, "release-given-up"));
        Awaitility.await("the intent").until(() -> sql.sql(GIVE_UP).update() == 1);
        assertSuccess(call.join());
    }

    private static long count(JdbcClient sql, String question) {
        return sql.sql(question).query(Long.class).single();
    }

    /** Makes a change of each kind. */
    static void changePolicy(StoredGateway gateway) {
        assertSuccess(
                gateway.admin("PUT", "teams/checkout", "{\"contact\":\"checkout@example.com\"}", "If-None-Match", "*"));
        assertSuccess(gateway.admin("POST", "clients", "{\"team\":\"checkout\"}"));
        assertSuccess(gateway.admin("POST", "clients/" + StoredGateway.CLIENTS + "ce:rotate", "{\"overlap\":\"12h\"}"));
        assertSuccess(gateway.admin("POST", "clients/" + StoredGateway.CLIENTS + "d1:disable", ""));
        assertSuccess(gateway.admin(
                "PUT",
                "grants/checkout/32b6e34b3d91647abb20e7b8/GROUP_OWNER/shop-*",
                "{\"expiresAt\":\"2100-01-01T00:00:00Z\"}",
                "If-None-Match",
                "*"));
        assertSuccess(gateway.admin(
                "PUT",
                "guardrails/name-the-owner",
                "{\"expression\":\"!has(change.tags)\",\"mode\":\"audit\",\"message\":\"no tags\"}",
                "If-Match",
                "*"));
        assertSuccess(gateway.admin("DELETE", "quotas/teams/narrow", "", "If-Match", "*"));
        var policy = gateway.admin("policy");
        assertSuccess(gateway.admin("POST", "policy:plan", policy.body()));
        assertSuccess(gateway.admin(
                "POST",
                "policy:apply",
                policy.body().replace("checkout@example.com", "shop@example.com"),
                "If-Match",
                policy.header("ETag")));
        assertSuccess(gateway.admin(
                "POST",
                "revisions/2:restore",
                "",
                "If-Match",
                gateway.admin("policy").header("ETag")));
    }

    private static void assertSuccess(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
    }

    /** Reads everything that the store answers. */
    static void readEverything(StoredGateway gateway) {
        for (var path : List.of(
                "audit?" + PERIOD,
                "audit?team=payments&limit=1",
                "audit?client=unknown&operation=updateServerlessInstance&groupId=32b6e34b3d91647abb20e7b8&instance=orders-dev",
                "audit?outcome=refused&decision=refused&status=403&errorCode=USER_UNAUTHORIZED",
                "audit?decidedBy=guardrail",
                "audit?text=orders",
                "audit?requestId=release-applied",
                "audit/export?format=csv&" + PERIOD,
                "statistics",
                "statistics?team=payments&" + PERIOD,
                "admin-events?action=audit",
                "explain/release-applied",
                "revisions?object=team:checkout&since=2026-01-01T00:00:00Z&by=admin",
                "revisions/2",
                "revisions/3/diff?from=1",
                "who-can/expiring",
                "who-can/never-used")) {
            assertSuccess(gateway.admin(path));
        }
        var began = gateway.admin("POST", "backtests", """
                {"guardrail": {"name": "tried", "expression": "instance != 'orders-dev'", "mode": "DENY", "message": "no"},
                 "from": "2026-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z"}""");
        assertSuccess(began);
        var backtest = "backtests/" + began.json().path("id").asString();
        Awaitility.await("the backtest")
                .until(() ->
                        gateway.admin(backtest).json().path("state").asString().equalsIgnoreCase("done"));
        assertSuccess(gateway.admin("backtests"));
        assertSuccess(gateway.admin("DELETE", backtest, ""));
    }

    /** Returns SQL that fills the schema of this release, one row a line. */
    private static List<String> data(JdbcClient sql) {
        var lines = new ArrayList<String>();
        lines.add("-- Schema "
                + sql.sql("select max(version::int) from flyway_schema_history")
                        .query(String.class)
                        .single());
        lines.addAll(sql.sql("""
                        select format('select audit_add_month(%L);', to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM'))
                        from pg_inherits where inhparent = 'audit'::regclass order by 1""").query(String.class).list());
        for (var table : sql.sql(TABLES).query(String.class).list()) {
            var rows = sql.sql("select replace(row_to_json(t)::text, '''', '''''') from " + table + " t")
                    .query(String.class)
                    .list();
            lines.add("delete from " + table + ";");
            lines.add("insert into %s overriding system value select * from json_populate_recordset(null::%s, '["
                    .formatted(table, table));
            lines.add(String.join(",\n", rows));
            lines.add("]');");
        }
        lines.addAll(sql.sql("""
                        select format('select setval(%L, %s);', sequencename, last_value)
                        from pg_sequences where last_value is not null order by 1""").query(String.class).list());
        return lines;
    }

    private Set<String> statements() throws IOException {
        var statements = new TreeSet<String>();
        try (var files = Files.list(logs)) {
            for (var file :
                    files.filter(name -> name.toString().endsWith(".json")).toList()) {
                for (var line : Files.readAllLines(file)) {
                    var sent = SENT.matcher(
                            JsonMapper.shared().readTree(line).path("message").asString(""));
                    if (sent.matches()) {
                        statements.add(
                                withTypes(sent.group(1).replaceAll("\\s+", " ").strip()));
                    }
                }
            }
        }
        statements.removeIf(statement ->
                !OWN.matcher(statement).matches() || OTHERS.matcher(statement).matches());
        return statements;
    }

    /** Adds the one type that PostgreSQL cannot infer. The driver sends it besides the statement. */
    private static String withTypes(String statement) {
        return statement.replaceAll("unnest\\((\\$\\d+)\\)", "unnest($1::text[])");
    }

    private static void write(String name, Iterable<String> lines) throws IOException {
        Files.write(PreviousReleaseTests.FOLDER.resolve(name), lines);
    }
}
