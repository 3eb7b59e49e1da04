package dev.atlasgateway.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** PostgreSQL of Debian's packages, which have what the embedded one lacks: backups, standbys and TLS. */
final class DebianPostgres implements AutoCloseable {

    private final Path bin;
    private final Path directory;
    private final int port = Ports.free();
    private boolean running;

    private DebianPostgres(Path bin, Path directory) {
        this.bin = bin;
        this.directory = directory;
    }

    /** Returns the newest version that is installed. */
    static Optional<Path> installed() throws IOException {
        var versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (var found = Files.list(versions)) {
            return found.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("pg_ctl")))
                    .filter(bin -> Files.isExecutable(bin.resolve("pg_restore")))
                    .max(Comparator.naturalOrder());
        }
    }

    /** Starts a new one. */
    static DebianPostgres start(Path bin, Path folder) throws IOException {
        var postgres = new DebianPostgres(bin, folder.resolve("debian"));
        postgres.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8", "-D", postgres.directory.toString());
        postgres.start();
        return postgres;
    }

    /** Starts a standby. From then on, commits wait for its disk. */
    DebianPostgres startStandby() throws IOException {
        var standby = new DebianPostgres(bin, directory.resolveSibling("standby"));
        runAsSuperuser("pg_basebackup", "--write-recovery-conf", "--pgdata=" + standby.directory);
        standby.start();
        set("synchronous_standby_names", "*");
        return standby;
    }

    /** Starts it, or starts it again. */
    void start() throws IOException {
        run(
                "pg_ctl",
                "-w",
                "-D",
                directory.toString(),
                "-l",
                directory + ".log",
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
                "start");
        running = true;
    }

    /** Changes a setting that needs no restart. */
    void set(String setting, String value) {
        sql("postgres")
                .sql("alter system set " + setting + " = '" + value + "'")
                .update();
        sql("postgres").sql("select pg_reload_conf()").query(Boolean.class).single();
    }

    /** Ends without a word to its clients, and without a last message to the standby. */
    void crash() throws IOException {
        run("pg_ctl", "-w", "-m", "immediate", "-D", directory.toString(), "stop");
        running = false;
    }

    /** Makes the standby the primary. */
    void promote() throws IOException {
        run("pg_ctl", "-w", "-D", directory.toString(), "promote");
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    String url(String role, String database) {
        return "jdbc:postgresql://" + address() + "/" + database + "?user=" + role;
    }

    String uri(String role, String database) {
        return "postgresql://" + role + "@127.0.0.1:" + port + "/" + database;
    }

    /** Connects as the superuser. */
    JdbcClient sql(String database) {
        return JdbcClient.create(new DriverManagerDataSource(url("postgres", database)));
    }

    void run(String program, String... arguments) throws IOException {
        run(program, Map.of(), arguments);
    }

    /** The same by the superuser, who has said who and where that is. */
    void runAsSuperuser(String program, String... arguments) throws IOException {
        var variables = Map.of("PGHOST", "127.0.0.1", "PGPORT", Integer.toString(port), "PGUSER", "postgres");
        run(program, variables, arguments);
    }

    /** Runs in a user namespace of its own, because PostgreSQL does not run as root. */
    private void run(String program, Map<String, String> variables, String... arguments) throws IOException {
        var command =
                new ArrayList<>(List.of("unshare", "-U", bin.resolve(program).toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(variables);
        var process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolveSibling("debian-programs.log").toFile()))
                .start();
        assertThat(process.onExit().join().exitValue()).as(program).isZero();
    }

    @Override
    public void close() throws IOException {
        if (running) {
            run("pg_ctl", "-w", "-m", "fast", "-D", directory.toString(), "stop");
        }
    }
}
