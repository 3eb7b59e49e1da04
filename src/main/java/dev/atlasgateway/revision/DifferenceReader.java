package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the differences of two revisions: page by page, or of some objects only. */
public record DifferenceReader(JdbcClient jdbc) {

    private static final String NAMED = "(kind, key) in (select * from unnest(:named::text[], :keys::text[]))";

    private static final String CHANGED = """
            with changed as (
                select coalesce(o.kind, n.kind) as kind, coalesce(o.key, n.key) as key, o.spec as old, n.spec as new
                from (select kind, key, spec from policy_object
                      where to_revision > :earlier and to_revision <= :later and from_revision <= :earlier
                        and %1$s) as o
                full join (select kind, key, spec from policy_object
                           where from_revision > :earlier and from_revision <= :later
                             and (to_revision is null or to_revision > :later) and %1$s) as n
                  on n.kind = o.kind and n.key = o.key
                where o.spec is distinct from n.spec)
            """;

    private static final String ALL = CHANGED.formatted("true");

    private static final String COUNT = ALL + """
            select count(*) filter (where old is null) as only_later, count(*) filter (where new is null) as only_earlier,
                   count(*) as every from changed
            """;

    private static final String SORTED = """
            select kind, key, old, new from changed order by array_position(:kinds::text[], kind), key collate "C"
            """;

    private static final String OF_OBJECTS = CHANGED.formatted(NAMED) + SORTED;
    private static final String PAGE = ALL + SORTED + "offset :skip limit :limit::int";

    private static final String REVISIONS = """
            select number, made_at, made_by, reason, made_by_issuer, made_by_subject from policy_revision
            where number > :since and number in (
                select from_revision from policy_object where %1$s
                union select to_revision from policy_object where %1$s)
            order by number desc limit :limit
            """.formatted(NAMED);

    /**
     * Returns a page of the differences of two revisions, by kind and key. Revision 0 is empty.
     *
     * @throws InvalidPolicyException naming an object that cannot be read
     */
    public Differences between(long from, long to, int skip, int limit) {
        var forth = from <= to;
        var items = page(from, to, skip, limit);
        return of(COUNT, from, to)
                .query((row, index) -> {
                    var later = row.getLong("only_later");
                    var earlier = row.getLong("only_earlier");
                    var changed = row.getLong("every") - later - earlier;
                    return new Differences(forth ? later : earlier, changed, forth ? earlier : later, items);
                })
                .single();
    }

    /** Returns all differences. For what a single revision changed, which a change once held in memory. */
    List<Difference> all(long from, long to) {
        return page(from, to, 0, null);
    }

    /** Returns the differences of these objects only. */
    public List<Difference> of(List<Edit> objects, long from, long to) {
        return list(named(of(OF_OBJECTS, from, to), objects), from <= to);
    }

    /** Returns the last revisions after one that wrote these objects, newest first. */
    public List<Revision> changing(List<Edit> objects, long since, int limit) {
        return named(jdbc.sql(REVISIONS), objects)
                .param("since", since)
                .param("limit", limit)
                .query(Revision.class)
                .list();
    }

    private List<Difference> page(long from, long to, int skip, @Nullable Integer limit) {
        return list(of(PAGE, from, to).param("skip", skip).param("limit", limit), from <= to);
    }

    private static List<Difference> list(JdbcClient.StatementSpec query, boolean forth) {
        return query.param("kinds", texts(List.of(ObjectKind.values()), ObjectKind::toString))
                .query((row, index) ->
                        new Difference(object(row, forth ? "old" : "new"), object(row, forth ? "new" : "old")))
                .list();
    }

    private static JdbcClient.StatementSpec named(JdbcClient.StatementSpec query, List<Edit> objects) {
        return query.param("named", texts(objects, edit -> edit.kind().toString()))
                .param("keys", texts(objects, Edit::key));
    }

    private static <T> String[] texts(List<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    private JdbcClient.StatementSpec of(String sql, long from, long to) {
        return jdbc.sql(sql).param("earlier", Math.min(from, to)).param("later", Math.max(from, to));
    }

    private static @Nullable PolicyObject object(ResultSet row, String column) throws SQLException {
        var spec = row.getString(column);
        return spec == null ? null : PolicyObjectJson.read(row.getString("kind"), row.getString("key"), spec);
    }
}
