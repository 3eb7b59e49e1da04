package dev.atlasgateway.replicas;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real PostgreSQL that waits for its disk, and that can be restarted and made to hang, always at the same address. */
final class Store implements AutoCloseable {

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

    /** Breaks every connection and is away until {@link #start()}. */
    void stop() throws IOException {
        server.close();
    }

    void start() throws IOException {
        server = started();
    }

    /** Takes connections, as the kernel does, and answers nothing. */
    void hang() throws IOException {
        Signals.send("STOP", processes());
    }

    void resume() throws IOException {
        Signals.send("CONT", processes());
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
}
