package dev.atlasgateway.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Logs the warnings of the JVM itself, for example that it ignores the AOT cache. The JVM writes them to a file
 * ({@code -Xlog:…:file=…} in {@code java.options}), because its lines cannot be JSON.
 */
final class JvmLog implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JvmLog.class);
    private static final Pattern FILE = Pattern.compile("-Xlog:[^:]*:file=([^:]*atlas-gateway-jvm-[^:]*).*");
    private static final long SECONDS = 10;

    private final Optional<Path> file;
    private final ScheduledExecutorService reader =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private long read;
    private volatile boolean running;

    JvmLog() {
        this(file(
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                ProcessHandle.current().pid()));
    }

    JvmLog(Optional<Path> file) {
        this.file = file;
    }

    /** Returns the file of the image's own option. Files of further options, such as a log of the GC, are not of warnings. */
    static Optional<Path> file(List<String> options, long pid) {
        return options.reversed().stream()
                .map(FILE::matcher)
                .filter(option -> option.matches())
                .map(option -> Path.of(option.group(1).replace("%p", String.valueOf(pid))))
                .findFirst();
    }

    @Override
    public void start() {
        running = true;
        if (file.isPresent()) {
            reader.scheduleWithFixedDelay(this::logNewLines, 0, SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Logs the whole lines that were written since the last call. */
    synchronized void logNewLines() {
        file.filter(Files::exists).ifPresent(path -> {
            try (var channel = Files.newByteChannel(path)) {
                var rest = Channels.newInputStream(channel.position(read)).readAllBytes();
                var text = new String(rest, StandardCharsets.ISO_8859_1);
                var end = text.lastIndexOf('\n') + 1;
                text.substring(0, end).lines().forEach(JvmLog::log);
                read += end;
            } catch (IOException e) {
                LOG.warn("The warnings of the JVM in {} cannot be read: {}", path, e.toString());
            }
        });
    }

    private static void log(String line) {
        if (line.startsWith("[error")) {
            LOG.error(line);
        } else {
            LOG.warn(line);
        }
    }

    @Override
    public void stop() {
        running = false;
        reader.shutdown();
        logNewLines();
        file.ifPresent(path -> path.toFile().delete());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
