package dev.atlasgateway.gateway;

import dev.atlasgateway.AtlasGatewayApplication;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A gateway in a process of its own, so that it can be killed as machines are. */
final class GatewayProcess implements AutoCloseable {

    private final int port;
    private final List<String> command = new ArrayList<>();
    private final Path log;
    private Process process;

    GatewayProcess(int port, Path folder, List<String> settings) throws IOException {
        this.port = port;
        this.log = folder.resolve("gateway.log");
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                AtlasGatewayApplication.class.getName(),
                "--server.port=" + port,
                "--management.server.port=0"));
        command.addAll(settings);
        Files.createFile(log);
    }

    /** Starts it, or starts it again, and waits until it listens. */
    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Awaitility.await("the gateway to listen")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> listens() || exited());
        if (exited()) {
            throw new IllegalStateException("The gateway did not start:\n" + Files.readString(log));
        }
    }

    /** {@code SIGKILL}: nothing gets a chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Duration.ofSeconds(20))) {
            kill();
        }
    }

    private boolean exited() {
        return !process.isAlive();
    }

    private boolean listens() {
        try (var ignored = new Socket("127.0.0.1", port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
