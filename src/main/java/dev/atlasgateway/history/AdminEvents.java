package dev.atlasgateway.history;

import dev.atlasgateway.audit.TextSanitizer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What admins did: changes, sign-ins, and looks at the audit. Append-only, as the audit is. */
public final class AdminEvents {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String INSERT =
            "insert into admin_event (admin, action, subject, detail) values (?, ?, ?, ?::jsonb)";

    private static final String BEFORE = """
            select id, at, admin, action, subject, detail from admin_event
            where id < :before
              and (:admin::text is null or admin = :admin)
              and (:action::text is null or action = :action or starts_with(action, :action || '.'))
              and (:subject::text is null or subject = :subject)
            order by id desc limit :limit
            """;

    private final JdbcClient jdbc;
    private final HistoryPool pool;

    AdminEvents(JdbcClient jdbc, HistoryPool pool) {
        this.jdbc = jdbc;
        this.pool = pool;
    }

    /**
     * Records what somebody did or is about to see; it is durable on return, or when the caller's transaction is.
     *
     * <p>Nothing secret belongs in it: names and filters, never what was typed into a password or secret.
     *
     * @param admin who, as they are signed in; for a failed sign-in, the name that was tried
     * @param action {@code thing.done}, such as {@code audit.searched}, {@code client.rotated}, {@code sign-in.refused}
     * @param subject what it was done to, empty where the action says it all
     * @throws org.springframework.dao.DataAccessException if it cannot be recorded; then it must not be done
     */
    public void record(String admin, String action, String subject, Map<String, ?> detail) {
        jdbc.sql(INSERT)
                .params(
                        TextSanitizer.text(admin),
                        action,
                        TextSanitizer.text(subject),
                        TextSanitizer.json(JSON.valueToTree(detail)))
                .update();
    }

    /**
     * The newest events before one of them.
     *
     * @param before an event's id; {@link Long#MAX_VALUE} for the newest
     * @param admin only this admin's, null for everybody's
     * @param action only this action, or those below it ({@code audit} for all {@code audit.…}), null for any
     * @param subject only on this, null for any
     */
    public List<AdminEvent> before(
            long before, @Nullable String admin, @Nullable String action, @Nullable String subject, int limit) {
        return pool.read(jdbc -> jdbc.sql(BEFORE)
                .param("before", before)
                .param("admin", admin)
                .param("action", action)
                .param("subject", subject)
                .param("limit", limit)
                .query((row, index) -> new AdminEvent(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("admin"),
                        row.getString("action"),
                        row.getString("subject"),
                        JSON.readTree(row.getString("detail"))))
                .list());
    }
}
