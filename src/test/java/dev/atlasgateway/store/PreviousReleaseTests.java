package dev.atlasgateway.store;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.testing.Postgres;
import dev.atlasgateway.testing.StartsEarly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Tests this code on data of the previous release, and statements of that release on this schema
 * ({@link ReleaseRecorder}).
 */
@StartsEarly
class PreviousReleaseTests {

    static final Path FOLDER = Path.of("src/test/resources/previous-release");

    private static final Set<String> REQUIRES_A_VALUE = Set.of("22004", "23502");
    private static final String PERIOD = "from=2026-01-01T00:00:00Z&to=2035-01-01T00:00:00Z";
    private static final String COUNTS = """
            select relname, (xpath('//c/text()', query_to_xml(format('select count(*) c from %I', relname), false, true, '')))[1]::text
            from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
              and relname <> 'flyway_schema_history'""";

    private final String url = Postgres.newDatabase();
    private final HikariDataSource pool = Postgres.pool(url);
    private final JdbcClient sql = JdbcClient.create(pool);

    @BeforeEach
    void loadThePreviousRelease() throws Exception {
        var data = Files.readString(FOLDER.resolve("data.sql"));
        var schema = data.lines().findFirst().orElseThrow().replace("-- Schema ", "");
        Flyway.configure().dataSource(pool).target(schema).load().migrate();
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(data);
        }
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void losesNoRowInTheUpgrade() {
        var before = rows();
        migrate();
        assertThat(rows()).containsAllEntriesOf(before);
    }

    @Test
    void readsAllDataOfThePreviousRelease() {
        try (var gateway = upgraded()) {
            assertThat(requestIds(gateway.admin("audit?limit=100&" + PERIOD).json()))
                    .contains(
                            "release-applied",
                            "release-answered",
                            "release-warned",
                            "release-guardrail",
                            "release-access",
                            "release-invalid",
                            "release-stranger",
                            "release-hasty-3",
                            "release-retried",
                            "release-failed",
                            "release-unknown");
            assertThat(requestIds(
                            gateway.admin("audit?outcome=unknown&" + PERIOD).json()))
                    .containsExactly("release-given-up", "release-unknown");
            assertThat(requestIds(
                            gateway.admin("audit?outcome=failed&" + PERIOD).json()))
                    .containsExactly("release-failed");
            assertThat(requestIds(
                            gateway.admin("audit?text=orders-prod&" + PERIOD).json()))
                    .containsExactly("release-guardrail");
            assertThat(gateway.admin("statistics?" + PERIOD)
                            .json()
                            .path("total")
                            .path("calls")
                            .asLong())
                    .isEqualTo(sql.sql("select count(*) from audit where stage = 'outcome'")
                            .query(Long.class)
                            .single());
            var explanation = gateway.admin("explain/release-guardrail").json();
            assertThat(explanation.path("then").path("decidedBy").asString())
                    .isEqualTo("guardrail:keep-protection-in-production");
            var id = explanation.path("call").path("id").asString();
            assertThat(gateway.admin("audit/" + id).json().path("id").asString())
                    .isEqualTo(id);
            assertThat(gateway.admin("admin-events?limit=100")
                            .json()
                            .path("items")
                            .findValuesAsString("action"))
                    .contains("sign-in.accepted", "audit.searched", "audit.explained", "policy.changed");
            assertThat(gateway.admin("backtests").json().path("items")).hasSize(1);
        }
    }

    @Test
    void decidesByThePreviousPolicyAndRestoresIt() {
        try (var gateway = upgraded()) {
            var payments = gateway.logIn("cd", "mdb_sa_sk_demo_payments");
            var on = "{\"terminationProtectionEnabled\":true}";
            assertThat(gateway.patch(payments, "orders-dev", on, "now-applied").status())
                    .isEqualTo(200);
            assertThat(gateway.patch(payments, "orders-prod", on.replace("true", "false"), "now-refused")
                            .errorCode())
                    .isEqualTo("GATEWAY_GUARDRAIL_VIOLATION");
            assertThat(requestIds(gateway.admin("audit?limit=2").json())).containsExactly("now-refused", "now-applied");

            var revisions = gateway.admin("revisions").json().path("items");
            var newest = revisions.path(0).path("number").asLong();
            assertThat(newest).isGreaterThan(3);
            assertThat(gateway.admin("revisions/" + newest + "/diff?from=1")
                            .json()
                            .path("items"))
                    .isNotEmpty();
            var restored = gateway.admin(
                    "POST",
                    "revisions/1:restore",
                    "",
                    "If-Match",
                    gateway.admin("policy").header("ETag"));
            assertThat(restored.status()).as(restored.body()).isEqualTo(200);
            assertThat(gateway.admin("revisions/" + (newest + 1) + "/diff?from=1")
                            .json()
                            .path("items"))
                    .isEmpty();
        }
    }

    /** A replica of the previous release sends these statements during the rollout, and after a rollback. */
    @Test
    void runsStatementsOfThePreviousReleaseOnTheNewSchema() throws Exception {
        migrate();
        var statements = Files.readAllLines(FOLDER.resolve("statements.sql"));
        assertThat(statements).hasSizeGreaterThan(50);
        try (var connection = pool.getConnection();
                var sent = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (var statement : statements) {
                assertThatCode(() -> send(sent, statement)).as(statement).doesNotThrowAnyException();
                connection.rollback(); // keeps the prepared statement
                sent.execute("deallocate all");
            }
        }
    }

    /**
     * Runs a statement with null for each parameter, so that it changes no row. An error about a missing value is
     * accepted.
     */
    private static void send(Statement sent, String statement) throws SQLException {
        if (statement.startsWith("lock")) {
            sent.execute(statement);
            return;
        }
        sent.execute("prepare sent as " + statement);
        try (var prepared = sent.executeQuery(
                "select cardinality(parameter_types) from pg_prepared_statements where name = 'sent'")) {
            prepared.next();
            var nothing = Collections.nCopies(prepared.getInt(1), "null");
            sent.execute("execute sent" + (nothing.isEmpty() ? "" : "(" + String.join(", ", nothing) + ")"));
        } catch (SQLException e) {
            if (!REQUIRES_A_VALUE.contains(e.getSQLState())) {
                throw e;
            }
        }
    }

    private void migrate() {
        Flyway.configure().dataSource(pool).load().migrate();
    }

    private StoredGateway upgraded() {
        return new StoredGateway(url, "--gateway.audit.retention=36500d");
    }

    private Map<String, String> rows() {
        return sql.sql(COUNTS).query((row, index) -> Map.entry(row.getString(1), row.getString(2))).list().stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> requestIds(JsonNode page) {
        return page.path("items").findValuesAsString("requestId");
    }
}
