package dev.atlasgateway.replicas;

import dev.atlasgateway.AtlasGatewayApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Gateway in a process of its own. It keeps its ports when it starts again. */
final class Replica implements AutoCloseable {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);
    /**
     * Uses the options of the image's JVM, but a whole JDK, no AOT cache, and less memory than the chart's containers
     * have.
     */
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("src/image/java.options").toAbsolutePath(),
            "-XX:MaxRAM=768m");

    private final String name;
    private final int port = Ports.free();
    private final int management = Ports.free();
    private final Path log;
    private final List<String> program;
    private final List<String> settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private @Nullable Process process;

    /** Creates a replica of the classes under test. */
    Replica(String name, Path folder, List<String> settings) {
        this(
                name,
                folder,
                List.of("-cp", System.getProperty("java.class.path"), AtlasGatewayApplication.class.getName()),
                settings);
    }

    /** Creates a replica of another version: {@code -jar} and its jar. */
    Replica(String name, Path folder, List<String> program, List<String> settings) {
        this.name = name;
        this.log = folder.resolve(name + ".log");
        this.program = program;
        this.settings = settings;
    }

    String name() {
        return name;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Starts it, or starts it again, and waits until it is ready. */
    void start() throws IOException {
        start(program);
    }

    /** Same, with a clock that can jump. */
    void start(ShiftedClock clock) throws IOException {
        start(List.of(clock.option(), "-cp", System.getProperty("java.class.path"), ShiftedClock.class.getName()));
    }

    private void start(List<String> program) throws IOException {
        var command = new ArrayList<>(JAVA);
        command.addAll(program);
        command.addAll(List.of(
                "--server.port=" + port,
                "--management.server.port=" + management,
                "--management.endpoints.web.exposure.include=*",
                "--gateway.audit.replica=" + name));
        command.addAll(settings);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var starting = builder.start();
        process = starting;
        Awaitility.await(name + " to be ready")
                .atMost(Duration.ofSeconds(180))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> isReady() || !starting.isAlive());
        if (!starting.isAlive()) {
            throw new IllegalStateException(name + " did not start:\n" + Files.readString(log));
        }
    }

    /** Returns whether it is ready, as Kubernetes asks. */
    boolean isReady() {
        try {
            var request = HttpRequest.newBuilder(management("/actuator/health/readiness"))
                    .timeout(PROBE_TIMEOUT)
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    URI management(String path) {
        return URI.create("http://127.0.0.1:" + management + path);
    }

    /** {@code SIGKILL}: nothing gets a chance to tidy up. */
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** Sends {@code SIGTERM}, and returns how long it took to end. */
    Duration terminate() throws InterruptedException {
        var asked = System.nanoTime();
        running().destroy();
        if (!running().waitFor(Duration.ofSeconds(60))) {
            kill();
            throw new IllegalStateException(name + " did not end within 60 s of SIGTERM");
        }
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    long pid() {
        return running().pid();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null && process.isAlive()) {
            process.destroy();
            if (!process.waitFor(Duration.ofSeconds(30))) {
                kill();
            }
        }
        http.shutdownNow();
    }
}
