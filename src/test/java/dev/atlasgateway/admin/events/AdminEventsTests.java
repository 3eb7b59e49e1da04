package dev.atlasgateway.admin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.history.HistoryPool;
import dev.atlasgateway.testing.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AdminEventsTests {

    private final HikariDataSource database = Postgres.newMigratedDatabase();
    private final JdbcClient sql = JdbcClient.create(database);
    private final HistoryPool pool = HistoryPool.beside(database, 2, Duration.ofSeconds(5));
    private final AdminEvents events = new AdminEvents(sql, pool);

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @Test
    void returnsEventsNewestFirstInPages() {
        events.record("ada", "audit.searched", "", Map.of("team", "payments"));
        events.record("ben", "client.created", "client:1", Map.of());
        events.record("ada", "client.rotated", "client:1", Map.of("overlap", 2));

        var newest = events.before(Long.MAX_VALUE, null, null, null, 2);
        var rest = events.before(newest.getLast().id(), null, null, null, 2);

        assertThat(newest).extracting(AdminEvent::action).containsExactly("client.rotated", "client.created");
        assertThat(rest).extracting(AdminEvent::admin).containsExactly("ada");
        assertThat(rest.getFirst().detail().path("team").asString()).isEqualTo("payments");
    }

    @Test
    void findsEventsByAdminActionAndSubject() {
        events.record("ada", "audit.searched", "", Map.of());
        events.record("ada", "audit.exported", "", Map.of());
        events.record("ben", "client.created", "client:1", Map.of());

        assertThat(actions("ada", null, null)).containsExactly("audit.exported", "audit.searched");
        assertThat(actions(null, "audit", null)).containsExactly("audit.exported", "audit.searched");
        assertThat(actions(null, "audit.searched", null)).containsExactly("audit.searched");
        assertThat(actions(null, null, "client:1")).containsExactly("client.created");
        assertThat(actions("ada", "client", null)).isEmpty();
    }

    @Test
    void findsAGroupOfActionsByTheIndex() {
        sql.sql("insert into admin_event (admin, action, subject, detail)"
                        + " select 'ada', case when i < 3 then 'policy.changed' else 'audit.shown' end, '', '{}'"
                        + " from generate_series(1, 20000) i")
                .update();
        sql.sql("analyze admin_event").update();
        assertThat(actions(null, "policy", null)).containsExactly("policy.changed", "policy.changed");
        var plan = sql.sql("explain (analyze, costs off, timing off) " + AdminEvents.OF_ACTION)
                .param("before", Long.MAX_VALUE)
                .param("admin", null)
                .param("action", "policy")
                .param("subject", null)
                .param("limit", 51)
                .query(String.class)
                .list();
        assertThat(String.join("\n", plan))
                .contains("admin_event_action")
                .doesNotContain("Seq Scan on admin_event", "admin_event_pkey");
    }

    @Test
    void rejectsChangesAndRemovals() {
        events.record("ada", "audit.searched", "", Map.of());

        for (var statement :
                List.of("update admin_event set admin = 'eve'", "delete from admin_event", "truncate admin_event")) {
            assertThatThrownBy(() -> sql.sql(statement).update()).as(statement).hasMessageContaining("append-only");
        }
    }

    @Test
    void storesNoCharactersThatBreakLinesOrTerminals() {
        events.record("eve\u001b[2J\n", "sign-in.refused", "a\u0000b", Map.of("name\u0000", "x\u202ey"));

        var event = events.before(Long.MAX_VALUE, null, null, null, 1).getFirst();

        assertThat(event.admin() + event.subject() + event.detail())
                .contains("eve\uFFFD[2J\uFFFD")
                .doesNotContain("\u0000", "\u001b", "\u202e", "\\u0000");
    }

    private List<String> actions(String admin, String action, String subject) {
        return events.before(Long.MAX_VALUE, admin, action, subject, 10).stream()
                .map(AdminEvent::action)
                .toList();
    }
}
