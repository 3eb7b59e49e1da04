package dev.atlasgateway.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Processor time of a PostgreSQL on this machine: of its first process and all that it started, also those that ended. */
record PostgresProcesses(ProcessHandle first) {

    private static final double NANOS_A_TICK = 1e9 / 100; // USER_HZ of Linux

    /** Positions in {@code /proc/PID/stat} behind the name of the process (proc_pid_stat(5)). */
    private static final int USER = 11;

    private static final int SYSTEM_OF_CHILDREN = 14;

    static PostgresProcesses of(JdbcClient sql) {
        var backend = sql.sql("select pg_backend_pid()").query(Long.class).single();
        return new PostgresProcesses(
                ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow());
    }

    double nanos() {
        return Stream.concat(Stream.of(first), first.children())
                        .mapToLong(process -> ticks(process.pid()))
                        .sum()
                * NANOS_A_TICK;
    }

    private static long ticks(long process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return IntStream.rangeClosed(USER, SYSTEM_OF_CHILDREN)
                    .mapToLong(field -> Long.parseLong(fields[field]))
                    .sum();
        } catch (IOException e) {
            return 0; // it has ended; its parent counts its time
        }
    }
}
