package dev.atlasgateway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A real PgBouncer (Debian package {@code pgbouncer}) in front of one database. */
public final class PgBouncer implements AutoCloseable {

    private static final Pattern TARGET =
            Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)/(\\w+)\\?user=(\\w+)(?:&password=(\\w+))?.*");

    private final int port;
    private final String database;
    private final Process process;

    /**
     * Starts one on the loopback address. It asks its clients for no password.
     *
     * @param target the JDBC URL of the database, with user and password
     * @param mode {@code transaction} or {@code session}
     * @param sessions the most that it opens at PostgreSQL
     * @param folder for its settings and its log
     */
    public PgBouncer(String target, String mode, int sessions, Path folder) throws IOException {
        var parts = TARGET.matcher(target);
        if (!parts.matches()) {
            throw new IllegalArgumentException(target);
        }
        port = freePort();
        database = parts.group(3);
        var settings = Files.writeString(folder.resolve("pgbouncer-%d.ini".formatted(port)), """
                [databases]
                %s = host=%s port=%s user=%s %s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                default_pool_size = %d
                """.formatted(
                        database,
                        parts.group(1).equals("localhost") ? "127.0.0.1" : parts.group(1),
                        parts.group(2),
                        parts.group(4),
                        parts.group(5) == null ? "" : "password=" + parts.group(5),
                        port,
                        mode,
                        sessions));
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "--user")); // because it does not run as root
        }
        command.addAll(List.of("pgbouncer", settings.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve("pgbouncer-%d.log".formatted(port)).toFile())
                .start();
        Awaitility.await("PgBouncer").atMost(Duration.ofSeconds(20)).until(this::listens);
    }

    /** Returns whether one can be started here. */
    public static boolean isInstalled() {
        return Programs.installed("pgbouncer");
    }

    /** Returns the JDBC URL of the database behind it. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=pooled".formatted(port, database);
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Duration.ofSeconds(10))) {
            process.destroyForcibly().waitFor();
        }
    }
}
