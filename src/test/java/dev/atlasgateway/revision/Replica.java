package dev.atlasgateway.revision;

import com.zaxxer.hikari.HikariDataSource;
import dev.atlasgateway.policy.PolicyCheck;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.testing.Postgres;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The policy of one replica of the gateway. */
public final class Replica implements AutoCloseable {

    public final HikariDataSource pool;
    public final JdbcClient jdbc;
    final RevisionStore store;
    public final PolicyRules rules;
    final Revisions policy;
    public final Revisions revisions;

    private Replica(String url, InstantSource clock, PolicyCheck... checks) {
        pool = Postgres.pool(url, Duration.ofSeconds(2));
        jdbc = JdbcClient.create(pool);
        store = new RevisionStore(
                jdbc, jdbc, new TransactionTemplate(new JdbcTransactionManager(pool)), clock, (author, number) -> {});
        rules = new PolicyRules(List.of(checks), Ha1Encryption.NONE);
        policy = new Revisions(store, rules, clock);
        revisions = policy;
    }

    public static Replica first(PolicyCheck... checks) {
        return first(InstantSource.system(), checks);
    }

    public static Replica first(InstantSource clock, PolicyCheck... checks) {
        return new Replica(Postgres.newMigratedUrl(), clock, checks);
    }

    /** Returns another replica on the same database. */
    public Replica another(PolicyCheck... checks) {
        return on(pool.getJdbcUrl(), checks);
    }

    /** Returns a replica on a database that has the schema. */
    public static Replica on(String url, PolicyCheck... checks) {
        return new Replica(url, InstantSource.system(), checks);
    }

    /** Writes a revision directly to the store, like a newer version or an admin with psql. */
    public void tamper(long revision, String kind, String key, String spec) {
        jdbc.sql("insert into policy_revision values (?, now(), 'psql', 'tampering')")
                .param(revision)
                .update();
        jdbc.sql("update policy_object set to_revision = ? where kind = ? and key = ? and to_revision is null")
                .params(revision, kind, key)
                .update();
        jdbc.sql("insert into policy_object (kind, key, spec, from_revision) values (?, ?, ?::jsonb, ?)")
                .params(kind, key, spec, revision)
                .update();
    }

    public PolicySnapshot current() {
        return policy.current();
    }

    public void reload() {
        policy.reload();
    }

    public long newest() {
        return store.newest();
    }

    @Override
    public void close() {
        pool.close();
    }
}
