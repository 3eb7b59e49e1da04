package dev.atlasgateway.revision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Team;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Stores the policy and its history in PostgreSQL. A revision never changes, so that reading it needs no lock. */
final class RevisionStore {

    private static final int ROWS_AT_A_TIME = 1000;

    private final JdbcClient jdbc;
    private final JdbcClient polling;
    private final TransactionOperations transaction;
    private final RevisionWriter writer;
    private final Cache<Long, PolicySnapshot> snapshots = Caffeine.newBuilder()
            .maximumSize(2)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /**
     * @param polling reads the number of the newest revision, with a short timeout
     * @param journal records every revision within its transaction, so that no revision is made without a record
     */
    RevisionStore(
            JdbcClient jdbc,
            JdbcClient polling,
            TransactionOperations transaction,
            InstantSource clock,
            ObjLongConsumer<Author> journal) {
        this.jdbc = jdbc;
        this.polling = polling;
        this.transaction = transaction;
        this.writer = new RevisionWriter(jdbc, transaction, clock, journal);
    }

    /** Returns the number of the newest revision; 0 before the first. */
    long newest() {
        return newest(polling);
    }

    static long newest(JdbcClient jdbc) {
        return jdbc.sql("select coalesce(max(number), 0) from policy_revision")
                .query(Long.class)
                .single();
    }

    /** Returns the number of the newest revision that existed at a time; 0 before the first. */
    long newestAt(Instant time) {
        return jdbc.sql("select number from policy_revision where made_at <= ? order by number desc limit 1")
                .param(time.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    Optional<Revision> revision(long number) {
        return jdbc.sql("""
                        select number, made_at, made_by, reason, made_by_issuer, made_by_subject from policy_revision
                        where number = ?
                        """).param(number).query(Revision.class).optional();
    }

    /** Returns the revisions before a number, newest first. */
    List<Revision> before(long number, RevisionFilter filter, int limit) {
        var object = filter.object();
        return jdbc.sql("""
                        select number, made_at, made_by, reason, made_by_issuer, made_by_subject from policy_revision r
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
                .query(Revision.class)
                .list();
    }

    /**
     * Returns the content of a revision. Keeps the last two for a minute, because admins look at calls of the same time.
     *
     * @throws InvalidPolicyException naming every object that cannot be read
     */
    PolicySnapshot snapshot(long number) {
        return snapshots.get(number, key -> PolicySnapshot.EMPTY.with(edits(0, key), key));
    }

    /**
     * Returns the edits from one revision to a later one; from 0, everything that the later one contains.
     *
     * @throws InvalidPolicyException naming every object that cannot be read
     */
    List<Edit> edits(long from, long to) {
        var removals = new ArrayList<Edit>();
        var puts = new ArrayList<Edit>();
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
                .withFetchSize(ROWS_AT_A_TIME) // which has an effect in a transaction only
                .query(row -> {
                    try {
                        var put = put(row);
                        if (row.getBoolean("gone")) {
                            removals.add(new Edit.Remove(put.kind(), put.key()));
                        } else {
                            puts.add(put);
                        }
                    } catch (InvalidPolicyException e) {
                        unreadable.addAll(e.sentences());
                    }
                }));
        if (!unreadable.isEmpty()) {
            throw new InvalidPolicyException(unreadable);
        }
        removals.addAll(puts); // after the removals, as a replaced object is among both
        return removals;
    }

    /** Returns the names of the teams that were disabled in any later revision. */
    Set<String> teamsDisabledSince(long number) {
        return Set.copyOf(
                jdbc.sql("""
                        select distinct key from policy_object
                        where kind = 'team' and (to_revision is null or to_revision > :number + 1)
                          and (spec ->> 'disabled')::boolean
                        """).param("number", number).query(String.class).list());
    }

    /** Returns edits that remove all access of a revision that any later one changed, without reading the later ones. */
    List<Edit> revocationsSince(PolicySnapshot revision) {
        return jdbc.sql("""
                        select kind, key, spec, managed_by from policy_object
                        where from_revision <= :number and to_revision > :number and kind in ('client', 'grant', 'team')
                        """)
                .param("number", revision.revision())
                .query((row, index) -> revocation(put(row)))
                .list();
    }

    DifferenceReader differences() {
        return new DifferenceReader(jdbc);
    }

    private static Edit revocation(Edit.Put put) {
        return put.object() instanceof Team team
                ? new Edit.Put(new Team(team.name(), team.contact(), true), put.managedBy())
                : new Edit.Remove(put.kind(), put.key());
    }

    private static Edit.Put put(ResultSet row) throws SQLException {
        var object = PolicyObjectJson.read(row.getString("kind"), row.getString("key"), row.getString("spec"));
        return new Edit.Put(object, row.getString("managed_by"));
    }

    /**
     * Writes the next revision: the newest one with edits.
     *
     * @param base the revision that is expected to be the newest
     * @return the number of the new revision, or the base if the edits change nothing
     * @throws OutdatedRevisionException if the base is no longer the newest
     */
    long write(long base, List<Edit> edits, Author author) {
        return writer.append(OptionalLong.of(base), edits, author);
    }

    /**
     * Writes a revision of these objects and no others, even if the newest one cannot be read.
     *
     * @return its number, or that of the newest one if it contains the same
     */
    long replace(List<Edit> puts, Author author) {
        return writer.append(OptionalLong.empty(), puts, author);
    }
}
