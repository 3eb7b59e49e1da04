package dev.atlasgateway.revision;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.PolicyObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The policy and its history in PostgreSQL. What a revision says never changes, so that reading one needs no lock. */
final class RevisionStore {

    private static final int ROWS_AT_A_TIME = 1000;

    private final JdbcClient jdbc;
    private final JdbcClient lookout;
    private final TransactionOperations transaction;
    private final InstantSource clock;
    private final ObjLongConsumer<Author> journal;

    /**
     * @param lookout where the newest revision is asked for, which must not take long
     * @param journal told of every revision within its transaction: what cannot be told is not done
     */
    RevisionStore(
            JdbcClient jdbc,
            JdbcClient lookout,
            TransactionOperations transaction,
            InstantSource clock,
            ObjLongConsumer<Author> journal) {
        this.jdbc = jdbc;
        this.lookout = lookout;
        this.transaction = transaction;
        this.clock = clock;
        this.journal = journal;
    }

    /** The number of the newest revision, 0 before the first. */
    long newest() {
        return lookout.sql("select coalesce(max(number), 0) from policy_revision")
                .query(Long.class)
                .single();
    }

    Optional<Revision> revision(long number) {
        return jdbc.sql("select number, made_at, made_by, reason from policy_revision where number = ?")
                .param(number)
                .query(RevisionStore::revision)
                .optional();
    }

    /** The revisions before a number, newest first. */
    List<Revision> before(long number, RevisionFilter filter, int limit) {
        var object = filter.object();
        return jdbc.sql("""
                        select number, made_at, made_by, reason from policy_revision r
                        where number < :number
                          and (:by::text is null or made_by = :by)
                          and (:since::timestamptz is null or made_at >= :since)
                          and (:kind::text is null or exists (
                              select from policy_object o
                              where o.kind = :kind and (:key::text is null or o.key = :key)
                                and (o.from_revision = r.number or o.to_revision = r.number)))
                        order by number desc limit :limit
                        """)
                .param("number", number)
                .param("by", filter.by())
                .param("since", filter.since() == null ? null : filter.since().atOffset(ZoneOffset.UTC))
                .param("kind", object == null ? null : object.kind().toString())
                .param("key", object == null ? null : object.key())
                .param("limit", limit)
                .query(RevisionStore::revision)
                .list();
    }

    private static Revision revision(ResultSet row, int index) throws SQLException {
        return new Revision(
                row.getLong("number"),
                row.getTimestamp("made_at").toInstant(),
                row.getString("made_by"),
                row.getString("reason"));
    }

    /**
     * What leads from one revision to a later one; from 0, everything that the later one holds.
     *
     * @throws InvalidPolicy naming every object that cannot be read
     */
    List<Edit> edits(long from, long to) {
        var edits = new ArrayList<Edit>();
        var puts = new ArrayList<Edit>();
        changes(from, to, (put, gone) -> {
            if (gone) {
                edits.add(new Edit.Remove(put.kind(), put.key()));
            } else {
                puts.add(put);
            }
        });
        edits.addAll(puts); // after the removals, as a replaced object is among both
        return edits;
    }

    /**
     * What differs between two revisions, by kind and key.
     *
     * @throws InvalidPolicy naming every object that cannot be read
     */
    List<Difference> difference(long from, long to) {
        var before = new TreeMap<String, PolicyObject>();
        var after = new TreeMap<String, PolicyObject>();
        changes(Math.min(from, to), Math.max(from, to), (put, gone) -> {
            var side = gone == from <= to ? before : after;
            side.put("%d %s".formatted(put.kind().ordinal(), put.key()), put.object());
        });
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name -> new Difference(before.get(name), after.get(name)))
                .filter(difference -> !Objects.equals(difference.before(), difference.after()))
                .toList();
    }

    /**
     * Every object that a revision holds and an earlier one does not, or, gone, the other way round; one that was
     * replaced is both.
     */
    private void changes(long from, long to, BiConsumer<Edit.Put, Boolean> change) {
        var unreadable = new ArrayList<String>();
        transaction.executeWithoutResult(status -> jdbc.sql("""
                        select kind, key, spec, managed_by, false as gone from policy_object
                        where from_revision > :from and from_revision <= :to
                          and (to_revision is null or to_revision > :to)
                        union all
                        select kind, key, spec, managed_by, true from policy_object
                        where to_revision > :from and to_revision <= :to and from_revision <= :from
                        """)
                .param("from", from)
                .param("to", to)
                .withFetchSize(ROWS_AT_A_TIME) // heeded inside a transaction only
                .query(row -> {
                    try {
                        change.accept(put(row), row.getBoolean("gone"));
                    } catch (InvalidPolicy e) {
                        unreadable.addAll(e.sentences());
                    }
                }));
        if (!unreadable.isEmpty()) {
            throw new InvalidPolicy(unreadable);
        }
    }

    private static Edit.Put put(ResultSet row) throws SQLException {
        var object = Spec.read(row.getString("kind"), row.getString("key"), row.getString("spec"));
        return new Edit.Put(object, row.getString("managed_by"));
    }

    /**
     * Makes the next revision by edits of the newest.
     *
     * @param base what the newest revision is believed to be
     * @return the new revision's number, or the base where the edits change nothing
     * @throws RevisionMoved if the base is not the newest any more
     */
    long write(long base, List<Edit> edits, Author author) {
        return append(OptionalLong.of(base), edits, author);
    }

    /**
     * Makes a revision that holds these objects and no others, whatever the newest holds, even if that is unreadable.
     *
     * @return its number, or the newest's where that holds the same
     */
    long replace(List<Edit> puts, Author author) {
        return append(OptionalLong.empty(), puts, author);
    }

    private long append(OptionalLong base, List<Edit> edits, Author author) {
        return transaction.execute(status -> {
            jdbc.sql("lock table policy_revision in share row exclusive mode").update(); // one writer at a time
            var newest = newest();
            if (base.isPresent() && base.getAsLong() != newest) {
                throw new RevisionMoved(base.getAsLong(), newest);
            }
            var next = newest + 1;
            jdbc.sql("insert into policy_revision (number, made_at, made_by, reason) values (?, ?, ?, ?)")
                    .params(next, clock.instant().atOffset(ZoneOffset.UTC), author.name(), author.reason())
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

    /** The edits as arrays, the last edit of each object; a removal has no spec. */
    private static Map<String, ?> columns(List<Edit> edits, long next) {
        var last = new LinkedHashMap<String, Edit>();
        edits.forEach(edit -> last.put(edit.kind() + " " + edit.key(), edit));
        var kinds = last.values().stream().map(edit -> edit.kind().toString()).toArray(String[]::new);
        var keys = last.values().stream().map(Edit::key).toArray(String[]::new);
        var specs = last.values().stream()
                .map(edit -> edit instanceof Edit.Put put ? Spec.write(put.object()) : null)
                .toArray(String[]::new);
        var owners = last.values().stream()
                .map(edit -> edit instanceof Edit.Put put ? put.managedBy() : null)
                .toArray(String[]::new);
        return Map.of("next", next, "kinds", kinds, "keys", keys, "specs", specs, "owners", owners);
    }

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
}
