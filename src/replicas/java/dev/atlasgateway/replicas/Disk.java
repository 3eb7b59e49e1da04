package dev.atlasgateway.replicas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small disk of its own, in memory, onto which the audit is moved, so that it can be filled. Needs to be root. */
final class Disk implements AutoCloseable {

    private static final String PARTITIONS = """
            select inhrelid::regclass::text from pg_inherits where inhparent = 'audit'::regclass""";

    private final Path mount;
    private final Path filler;
    private final JdbcClient sql;

    private Disk(Path mount, JdbcClient sql) {
        this.mount = mount;
        this.filler = mount.resolve("filler");
        this.sql = sql;
    }

    static boolean canBeMade() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/mount"));
    }

    static Disk withTheAudit(Path folder, JdbcClient sql) throws IOException {
        var mount = Files.createDirectories(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=48m,mode=700", "tmpfs", mount.toString());
        var tablespace = Files.createDirectory(mount.resolve("tablespace"));
        sql.sql("create tablespace small location '" + tablespace + "'").update();
        var disk = new Disk(mount, sql);
        disk.moveTo("small");
        return disk;
    }

    private void moveTo(String tablespace) {
        for (var partition : sql.sql(PARTITIONS).query(String.class).list()) {
            sql.sql("alter table " + partition + " set tablespace " + tablespace)
                    .update();
        }
    }

    /** Leaves not a byte. */
    void fill() throws IOException {
        try (var out = Files.newOutputStream(filler)) {
            var zeros = new byte[4096];
            while (true) {
                out.write(zeros);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    void free() throws IOException {
        Files.delete(filler);
    }

    @Override
    public void close() throws IOException {
        moveTo("pg_default");
        sql.sql("drop tablespace small").update();
        run("umount", mount.toString());
    }

    private static void run(String... command) throws IOException {
        var process = new ProcessBuilder(List.of(command)).inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
