package dev.atlasgateway.history;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.testing.Postgres;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Database with the calls that a test makes up, and the history wired as in production. */
public final class HistoryFixture implements AutoCloseable {

    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final String ORDERS = "32b6e34b3d91647abb20e7b8";

    final HikariDataSource database = Postgres.newMigratedDatabase();
    public final JdbcClient sql = JdbcClient.create(database);

    private final HistoryProperties properties = new HistoryProperties(2, Duration.ofSeconds(5), Duration.ofMinutes(1));
    private final HistoryConfiguration beans = new HistoryConfiguration();
    public final HistoryPool pool = beans.historyPool(database, properties);
    final CallSearch search = new CallSearch(pool);
    final CallLookup lookup = new CallLookup(pool);

    /** The current time for the statistics. */
    public Instant now = NOON;

    public final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

    private int calls;

    /** Viewer of the calls of these teams; of all calls if null. */
    public record TestViewer(String name, @Nullable Set<String> visibleTeams) implements Viewer {}

    public static final Viewer AUDITOR = new TestViewer("ada", null);

    public HistoryFixture() {
        sql.sql(
                        "select audit_add_month(month) from unnest(array['2026-09-01', '2026-10-01', '2026-11-01']::date[]) month")
                .query()
                .listOfRows();
        sql.sql("update audit_settled set until = '2026-09-01'").update();
    }

    /** Inserts an allowed and applied call. The columns override its values, in pairs of name and value. */
    public UUID call(Instant at, @Nullable Object... columns) {
        var id = new UUID(at.toEpochMilli() << 16 | 0x7000 | calls++, 0x8000_0000_0000_0000L);
        insert(id, at, columns);
        return id;
    }

    public UUID refused(Instant at, String team, String decidedBy, String errorCode) {
        return call(
                at,
                "team",
                team,
                "decision",
                "refused",
                "decided_by",
                decidedBy,
                "outcome",
                "refused",
                "status",
                403,
                "error_code",
                errorCode);
    }

    void insert(UUID id, Instant at, @Nullable Object... columns) {
        var row = new LinkedHashMap<String, @Nullable Object>(Map.of(
                "stage", "outcome",
                "replica", "gateway-1",
                "request_id", "request-" + calls,
                "method", "PATCH",
                "operation", "updateServerlessInstance",
                "group_id", ORDERS,
                "instance", "orders-dev",
                "decision", "allowed",
                "decided_by", "grant:payments/" + ORDERS + "/GROUP_OWNER/*",
                "outcome", "applied"));
        row.putAll(Map.of("team", "payments", "client", "mdb_sa_id_1", "status", 200, "total_us", 1_000L));
        row.put("id", id);
        row.put("received_at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
        for (int i = 0; i < columns.length; i += 2) {
            row.put((String) columns[i], columns[i + 1]);
        }
        var names = String.join(", ", row.keySet());
        var values = row.keySet().stream().map(HistoryFixture::placeholder).collect(Collectors.joining(", "));
        sql.sql("insert into audit (" + names + ") values (" + values + ")")
                .params(row.values().toArray())
                .update();
    }

    /** Says that every call before this time has its outcome. */
    public void settle(Instant until) {
        sql.sql("update audit_settled set until = ?")
                .param(OffsetDateTime.ofInstant(until, ZoneOffset.UTC))
                .update();
    }

    private static String placeholder(String column) {
        return switch (column) {
            case "change", "sent", "attempts", "notes" -> "?::jsonb";
            default -> "?";
        };
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
