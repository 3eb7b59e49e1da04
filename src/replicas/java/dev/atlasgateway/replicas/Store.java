package dev.atlasgateway.replicas;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** Real PostgreSQL that waits for its disk. Tests can restart it and make it hang; its address stays the same. */
final class Store implements AutoCloseable {

    private static final String PARTITIONS = """
            select inhrelid::regclass::text from pg_inherits where inhparent = 'audit'::regclass""";

    private final Path directory;
    private final int port = Ports.free();
    private EmbeddedPostgres server;
    private final HikariDataSource pool;

    Store(Path directory) throws IOException {
        this.directory = directory;
        this.server = started();
        var config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(2);
        this.pool = new HikariDataSource(config);
    }

    private EmbeddedPostgres started() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false) // the gateways go first
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("min_wal_size", "32MB") // so that a full disk is met soon
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    int port() {
        return port;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    JdbcClient sql() {
        return JdbcClient.create(pool);
    }

    /** Breaks every connection and stops until {@link #start()}. */
    void stop() throws IOException {
        server.close();
    }

    void start() throws IOException {
        server = started();
    }

    /** Accepts connections, as the kernel does, and answers nothing. */
    void hang() throws IOException {
        Signals.send("STOP", processes());
    }

    void resume() throws IOException {
        Signals.send("CONT", processes());
    }

    /** Moves the tables of the audit to another disk, and back when this is closed. The write-ahead log stays. */
    Move withAuditIn(Path folder) throws IOException {
        Files.createDirectory(folder);
        sql().sql("create tablespace elsewhere location '" + folder + "'").update();
        moveAudit("elsewhere");
        return () -> {
            moveAudit("pg_default");
            sql().sql("drop tablespace elsewhere").update();
        };
    }

    private void moveAudit(String tablespace) {
        for (var partition : sql().sql(PARTITIONS).query(String.class).list()) {
            sql().sql("alter table " + partition + " set tablespace " + tablespace)
                    .update();
        }
    }

    /** Moves the write-ahead log to another disk, and back when this is closed. The store is down during both moves. */
    Move withLogIn(Path folder) throws IOException {
        var home = directory.resolve("pg_wal");
        stop();
        copy(home, folder);
        FileSystemUtils.deleteRecursively(home);
        Files.createSymbolicLink(home, folder);
        start();
        return () -> {
            stop();
            Files.delete(home);
            copy(folder, home);
            start();
        };
    }

    private static void copy(Path from, Path to) throws IOException {
        FileSystemUtils.copyRecursively(from, to);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
    }

    /** Starts new files of the write-ahead log until the disk is full and PostgreSQL crashes. */
    void exhaustLog() {
        for (int files = 0; files < 100; files++) {
            try {
                sql().sql("select pg_switch_wal(), txid_current()")
                        .query((row, number) -> row.getString(1))
                        .single();
            } catch (DataAccessException e) {
                return;
            }
        }
        throw new IllegalStateException("a hundred files of the write-ahead log, and the disk is not full");
    }

    private Stream<ProcessHandle> processes() throws IOException {
        var pid = Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).getFirst());
        var postmaster = ProcessHandle.of(pid).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants());
    }

    @Override
    public void close() throws IOException {
        pool.close();
        server.close();
    }

    /** Part of the store that lies elsewhere until this is closed. */
    interface Move extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
