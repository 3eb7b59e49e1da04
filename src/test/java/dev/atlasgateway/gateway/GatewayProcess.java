package dev.atlasgateway.gateway;

import dev.atlasgateway.AtlasGatewayApplication;
import dev.atlasgateway.caller.SigningKeyFile;
import dev.atlasgateway.helm.MountedPod;
import dev.atlasgateway.simulator.AtlasSimulator;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A gateway in its own process, so that a test can kill or stop it. It has its settings as the chart mounts them. */
final class GatewayProcess implements AutoCloseable {

    private static final String API_KEYS = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final int port = freePort();
    private final List<String> command = new ArrayList<>();
    private final MountedPod pod;
    private final Path log;
    private Process process;

    /** Starts with the settings of production and the given ones. */
    GatewayProcess(Path folder, String store, AtlasSimulator atlas, List<String> further) throws IOException {
        this.log = Files.createFile(folder.resolve("gateway.log"));
        this.pod = pod(folder, store, atlas);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                AtlasGatewayApplication.class.getName(),
                "--server.port=" + port,
                "--management.server.port=0",
                "--logging.structured.format.console=dev.atlasgateway.telemetry.EcsLogFormatter",
                "--gateway.policy.import=classpath:gateway-test-policy.yaml"));
        command.addAll(further);
    }

    /** Mounts what a gateway has secrets of, besides Redis. */
    private static MountedPod pod(Path folder, String store, AtlasSimulator atlas) throws IOException {
        var key = Files.readString(SigningKeyFile.in(folder));
        return new MountedPod(
                folder.resolve("etc"),
                Map.of(
                        "postgres", Map.of("username", "postgres\n", "password", "postgres\n"),
                        "atlas", Map.of("secret", AtlasSimulator.CLIENT_SECRET + "\n"),
                        "keys", Map.of("signing.pem", key, "api-keys", API_KEYS + "\n"),
                        "console", Map.of("password", "admin\n")),
                "database.url=" + store.replaceFirst("\\?.*", ""),
                "atlas.baseUrl=" + atlas.baseUrl(),
                "signingKey.existingSecret=keys",
                "apiKeys.existingSecret=keys",
                "localAdmin.existingSecret=console");
    }

    int port() {
        return port;
    }

    /** Starts or restarts the gateway and waits until it listens. */
    void start() throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(pod.variables());
        process = builder.start();
        Awaitility.await("the gateway to listen")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> listens() || exited());
        if (exited()) {
            throw new IllegalStateException("The gateway did not start:\n" + Files.readString(log));
        }
    }

    /** Returns all that it wrote. */
    List<String> output() throws IOException {
        return Files.readAllLines(log);
    }

    /** Sends {@code SIGKILL}, which allows no clean-up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends {@code SIGTERM}, after which the gateway ends by itself. */
    void terminate() {
        process.destroy();
    }

    boolean exited() {
        return !process.isAlive();
    }

    boolean listens() {
        try (var ignored = new Socket("127.0.0.1", port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        terminate();
        if (!process.waitFor(Duration.ofSeconds(20))) {
            kill();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
