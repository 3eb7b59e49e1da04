package dev.atlasgateway.revision;

import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the differences of two revisions page by page, so that a page of a large change takes no longer than one of a
 * small.
 */
record DifferencePages(JdbcClient jdbc) {

    private static final String CHANGED = """
            with changed as (
                select coalesce(o.kind, n.kind) as kind, coalesce(o.key, n.key) as key, o.spec as old, n.spec as new
                from (select kind, key, spec from policy_object
                      where to_revision > :earlier and to_revision <= :later and from_revision <= :earlier) as o
                full join (select kind, key, spec from policy_object
                           where from_revision > :earlier and from_revision <= :later
                             and (to_revision is null or to_revision > :later)) as n
                  on n.kind = o.kind and n.key = o.key
                where o.spec is distinct from n.spec)
            """;

    private static final String COUNT = CHANGED + """
            select count(*) filter (where old is null) as only_later, count(*) filter (where new is null) as only_earlier,
                   count(*) as every from changed
            """;

    private static final String PAGE = CHANGED + """
            select kind, key, old, new from changed
            order by array_position(:kinds::text[], kind), key collate "C" offset :skip limit :limit
            """;

    /** @throws InvalidPolicyException naming an object that cannot be read */
    Differences between(long from, long to, int skip, int limit) {
        var forth = from <= to;
        var items = of(PAGE, from, to)
                .param(
                        "kinds",
                        Arrays.stream(ObjectKind.values())
                                .map(ObjectKind::toString)
                                .toArray(String[]::new))
                .param("skip", skip)
                .param("limit", limit)
                .query((row, index) ->
                        new Difference(object(row, forth ? "old" : "new"), object(row, forth ? "new" : "old")))
                .list();
        return of(COUNT, from, to)
                .query((row, index) -> {
                    var later = row.getLong("only_later");
                    var earlier = row.getLong("only_earlier");
                    var changed = row.getLong("every") - later - earlier;
                    return new Differences(forth ? later : earlier, changed, forth ? earlier : later, items);
                })
                .single();
    }

    private JdbcClient.StatementSpec of(String sql, long from, long to) {
        return jdbc.sql(sql).param("earlier", Math.min(from, to)).param("later", Math.max(from, to));
    }

    private static @Nullable PolicyObject object(ResultSet row, String column) throws SQLException {
        var spec = row.getString(column);
        return spec == null ? null : PolicyObjectJson.read(row.getString("kind"), row.getString("key"), spec);
    }
}
