package dev.atlasgateway.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The PostgreSQL to which the measured gateway writes its audit: {@code DurablePostgres run PORT DIRECTORY}, and {@code
 * DurablePostgres ask PORT SQL}.
 *
 * <p>The embedded PostgreSQL of the tests does not wait for the disk. This one does, because a durable record costs that.
 */
public final class DurablePostgres {

    private DurablePostgres() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        var port = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "run" -> run(port, Path.of(arguments[2]));
            case "ask" -> System.out.println(ask(port, arguments[2]));
            default -> throw new IllegalArgumentException("run PORT DIRECTORY, or ask PORT SQL");
        }
    }

    /** Runs until the process is stopped, on an empty database in the directory. */
    private static void run(int port, Path directory) throws IOException, InterruptedException {
        try (var postgres = builder().setPort(port).setDataDirectory(directory).start()) {
            System.out.println("PostgreSQL on " + postgres.getJdbcUrl("postgres", "postgres"));
            Thread.currentThread().join();
        }
    }

    /** Returns the settings of such a server, which has a free port and directory of its own. */
    public static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1");
    }

    /** Returns the first column of the first row, or nothing if the statement returns no rows. */
    private static String ask(int port, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(port));
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }
}
