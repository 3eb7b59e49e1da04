package dev.atlasgateway.admin.events;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.history.AdminJournal;
import dev.atlasgateway.history.HistoryPool;
import dev.atlasgateway.store.TextSanitizer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Journal of what admins did: changes, sign-ins, and looks at the audit. It is append-only, as the audit is. */
@Component
public record AdminEvents(JdbcClient jdbc, HistoryPool pool) implements AdminJournal {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String INSERT =
            "insert into admin_event (admin, action, subject, detail, admin_issuer, admin_subject) values (?, ?, ?, ?::jsonb, ?, ?)";

    private static final String BEFORE = """
            select id, at, admin, action, subject, detail, admin_issuer, admin_subject from admin_event
            where id < :before
              and (:admin::text is null or admin = :admin)
              and (:subject::text is null or subject = :subject)
              and %s
            order by id desc limit :limit
            """;

    private static final String OF_ALL = BEFORE.formatted("true");

    /** Finds the recorded actions first, a few, because no index serves {@code starts_with} in every collation. */
    static final String OF_ACTION = """
            with recursive recorded (action) as (
                select min(action) from admin_event
                union all
                select (select min(action) from admin_event where action > recorded.action)
                from recorded where recorded.action is not null)
            select event.* from recorded cross join lateral (%s) event
            where recorded.action = :action or starts_with(recorded.action, :action || '.')
            order by id desc limit :limit
            """.formatted(BEFORE.formatted("action = recorded.action"));

    @Override
    public void record(String admin, String action, String subject, Map<String, ?> detail) {
        var person = person(admin);
        jdbc.sql(INSERT)
                .params(
                        TextSanitizer.text(admin),
                        action,
                        TextSanitizer.text(subject),
                        TextSanitizer.json(JSON.valueToTree(detail)))
                .param(person == null ? null : person.issuer())
                .param(person == null ? null : person.subject())
                .update();
    }

    /** Returns the admin of this request, if the event is theirs. */
    private static @Nullable Admin person(String admin) {
        var signedIn = Admin.of(SecurityContextHolder.getContext().getAuthentication());
        return signedIn != null && signedIn.name().equals(admin) ? signedIn : null;
    }

    /**
     * Returns the newest events before an id.
     *
     * @param before an event's id; {@link Long#MAX_VALUE} for the newest
     * @param admin only the events of this admin; null for all admins
     * @param action only this action, or those below it ({@code audit} for all {@code audit.…}); null for any
     * @param subject only the events on this subject; null for any
     */
    public List<AdminEvent> before(
            long before, @Nullable String admin, @Nullable String action, @Nullable String subject, int limit) {
        return pool.read(reader -> reader.sql(action == null ? OF_ALL : OF_ACTION)
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
                        JSON.readTree(row.getString("detail")),
                        row.getString("admin_issuer"),
                        row.getString("admin_subject")))
                .list());
    }
}
