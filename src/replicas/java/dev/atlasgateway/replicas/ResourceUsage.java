package dev.atlasgateway.replicas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Figures of one replica that must not grow under a long load, and the size of the audit, which must.
 *
 * @param heap in MB, after a full collection
 * @param resident in MB
 * @param files open file descriptors
 * @param connections to PostgreSQL, of all replicas
 * @param audit size in MB with indexes
 */
record ResourceUsage(long heap, long resident, long threads, long files, long connections, long audit) {

    private static final Pattern USED = Pattern.compile("garbage-first heap .*? used (\\d+)K");

    static ResourceUsage of(Replica replica, JdbcClient sql) throws IOException {
        var pid = Long.toString(replica.pid());
        jcmd(pid, "GC.run");
        var used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd does not tell how much of the heap is in use");
        }
        try (var files = Files.list(Path.of("/proc", pid, "fd"))) {
            return new ResourceUsage(
                    Long.parseLong(used.group(1)) / 1024,
                    status(pid, "VmRSS") / 1024,
                    status(pid, "Threads"),
                    files.count(),
                    sql.sql("select count(*) from pg_stat_activity where datname = 'postgres'")
                            .query(Long.class)
                            .single(),
                    sql.sql("""
                                    select sum(pg_total_relation_size(inhrelid)) from pg_inherits
                                    where inhparent = 'audit'::regclass""").query(Long.class).single() >> 20);
        }
    }

    private static long status(String pid, String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", pid, "status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    private static String jcmd(String pid, String command) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process =
                new ProcessBuilder(jcmd, pid, command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes());
    }

    String row(String when) {
        return "| %s | %d MB | %d MB | %d | %d | %d | %d MB |"
                .formatted(when, heap, resident, threads, files, connections, audit);
    }
}
