package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Edit;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes revisions, one writer at a time: closes the versions of objects that a revision replaces, and inserts the new
 * ones.
 */
record RevisionWriter(
        JdbcClient jdbc, TransactionOperations transaction, InstantSource clock, ObjLongConsumer<Author> journal) {

    private static final String CLOSE_ALL_OTHERS = """
            update policy_object o set to_revision = :next
            where o.to_revision is null and not exists (
                select from unnest(:kinds::text[], :keys::text[]) as e (kind, key)
                where e.kind = o.kind and e.key = o.key)
            """;

    private static final String CLOSE_CHANGED = """
            update policy_object o set to_revision = :next
            from unnest(:kinds::text[], :keys::text[], :specs::text[], :owners::text[]) as e (kind, key, spec, managed_by)
            where e.kind = o.kind and e.key = o.key and o.to_revision is null
              and (o.spec is distinct from e.spec::jsonb or o.managed_by is distinct from e.managed_by)
            """;

    private static final String OPEN_CHANGED = """
            insert into policy_object (kind, key, spec, managed_by, from_revision)
            select e.kind, e.key, e.spec::jsonb, e.managed_by, :next
            from unnest(:kinds::text[], :keys::text[], :specs::text[], :owners::text[]) as e (kind, key, spec, managed_by)
            where e.spec is not null and not exists (
                select from policy_object o
                where o.kind = e.kind and o.key = e.key and o.to_revision is null)
            """;

    /**
     * Writes the next revision.
     *
     * @param base the revision that is expected to be the newest; empty to replace everything that it contains
     * @return the number of the new revision, or of the newest one if nothing changes
     * @throws OutdatedRevisionException if the base is no longer the newest
     */
    long append(OptionalLong base, List<Edit> edits, Author author) {
        return transaction.execute(status -> {
            jdbc.sql("lock table policy_revision in share row exclusive mode").update(); // one writer at a time
            var newest = RevisionStore.newest(jdbc);
            if (base.isPresent() && base.getAsLong() != newest) {
                throw new OutdatedRevisionException(base.getAsLong(), newest);
            }
            var next = newest + 1;
            jdbc.sql("""
                            insert into policy_revision (number, made_at, made_by, reason, made_by_issuer, made_by_subject)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(next, clock.instant().atOffset(ZoneOffset.UTC), author.name(), author.reason())
                    .param(author.issuer())
                    .param(author.subject())
                    .update();
            var columns = columns(edits, next);
            var changed = (base.isPresent() ? 0 : run(CLOSE_ALL_OTHERS, columns))
                    + run(CLOSE_CHANGED, columns)
                    + run(OPEN_CHANGED, columns);
            if (changed == 0) {
                status.setRollbackOnly();
                return newest;
            }
            journal.accept(author, next);
            return next;
        });
    }

    private int run(String sql, Map<String, ?> columns) {
        return jdbc.sql(sql).params(columns).update();
    }

    /** Returns the last edit of each object, as arrays. A removal has no spec. */
    private static Map<String, ?> columns(List<Edit> edits, long next) {
        var last = new LinkedHashMap<String, Edit>();
        edits.forEach(edit -> last.put(edit.kind() + " " + edit.key(), edit));
        var kinds = last.values().stream().map(edit -> edit.kind().toString()).toArray(String[]::new);
        var keys = last.values().stream().map(Edit::key).toArray(String[]::new);
        var specs = last.values().stream()
                .map(edit -> edit instanceof Edit.Put put ? PolicyObjectJson.write(put.object()) : null)
                .toArray(String[]::new);
        var owners = last.values().stream()
                .map(edit -> edit instanceof Edit.Put put ? put.managedBy() : null)
                .toArray(String[]::new);
        return Map.of("next", next, "kinds", kinds, "keys", keys, "specs", specs, "owners", owners);
    }
}
