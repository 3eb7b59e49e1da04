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

/** PostgreSQL of Debian's packages, which have what the embedded one lacks: {@code pg_dump} and {@code pg_restore}. */
final class DebianPostgres implements AutoCloseable {

    private final Path bin;
    private final Path directory;
    private final int port = Ports.free();

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

    static DebianPostgres start(Path bin, Path folder) throws IOException {
        var postgres = new DebianPostgres(bin, folder.resolve("debian"));
        postgres.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8", "-D", postgres.directory.toString());
        postgres.run(
                "pg_ctl",
                "-w",
                "-D",
                postgres.directory.toString(),
                "-l",
                folder.resolve("debian.log").toString(),
                "-o",
                "-p " + postgres.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
                "start");
        return postgres;
    }

    String url(String role, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + role;
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
        run("pg_ctl", "-w", "-m", "fast", "-D", directory.toString(), "stop");
    }
}
