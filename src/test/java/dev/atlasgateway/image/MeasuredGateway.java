package dev.atlasgateway.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.AtlasSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Gateway in a process of its own that is measured from its start. */
final class MeasuredGateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    static final int CALLS_A_ROUND = 6;
    private static final String CLIENT = "mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port = RehearsalEnvironment.freePort();
    private final int management = RehearsalEnvironment.freePort();
    private final Process process;
    private final Path log;
    private final boolean training;
    private final long readyAfter;
    private final Map<ProcessorTime.Worker, Long> processorTime;

    /** Starts it and waits until it is ready. */
    MeasuredGateway(List<String> java, RehearsalEnvironment environment) throws IOException, InterruptedException {
        var command = new ArrayList<>(java);
        command.addAll(environment.settings(port, management));
        training = java.stream().anyMatch(option -> option.startsWith("-XX:AOTCacheOutput="));
        log = Files.createTempFile("gateway", ".log");
        var began = System.nanoTime();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(Image.ENVIRONMENT);
        process = builder.start();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - began > PATIENCE.toNanos()) {
                process.destroyForcibly();
                throw new IllegalStateException("The gateway did not get ready:\n" + Files.readString(log));
            }
            Thread.sleep(5);
        }
        readyAfter = System.nanoTime() - began;
        processorTime = ProcessorTime.of(process.pid());
    }

    /** Returns the milliseconds from its start until its readiness was 200. */
    long readyAfter() {
        return Duration.ofNanos(readyAfter).toMillis();
    }

    /** Returns the resident memory in MB. */
    long resident() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        }
    }

    /** Returns the processor time until it was ready, in milliseconds. */
    Map<ProcessorTime.Worker, Long> processorTime() {
        return processorTime;
    }

    /** Checks what the image's health check and the chart's dashboards need. */
    void requireWatchable(Image image) throws IOException, InterruptedException {
        var asking = new ProcessBuilder(image.health()).inheritIO();
        asking.environment().put("MANAGEMENT_SERVER_PORT", String.valueOf(management));
        require(0, asking.start().waitFor());
        var scrape = http.send(at(management, "/actuator/prometheus").build(), BodyHandlers.ofString());
        var missing = new Scrape(scrape.body()).missing();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("The runtime lacks what measures " + missing);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get(management, "/actuator/health/readiness") == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes calls of most kinds, good and bad, as teams, admins and Prometheus do. */
    void use(int rounds) throws IOException, InterruptedException {
        var token = logIn();
        for (int round = 0; round < rounds; round++) {
            require(200, change(token, "orders-dev", "{\"terminationProtectionEnabled\":" + (round % 2 == 0) + "}"));
            require(200, change(token, "orders-dev", "{\"tags\":[{\"key\":\"owner\",\"value\":\"payments\"}]}"));
            require(400, change(token, "orders-dev", "{\"tags\":[{\"key\":\"\"}],\"colour\":\"red\"}"));
            require(
                    403,
                    send(call("ffffffffffffffffffffffff", "orders-dev", token).GET()));
            require(200, send(call(AtlasSimulator.PROJECT, "orders-dev", token).GET()));
            require(401, change("none", "orders-dev", "{}"));
            if (round % 20 == 0) {
                token = logIn();
                require(200, get(management, "/actuator/prometheus"));
                require(200, get(management, "/actuator/health"));
                require(200, get(port, "/console/sign-in"));
            }
        }
    }

    private String logIn() throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/oauth/token"))
                        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(CLIENT.getBytes(UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                BodyHandlers.ofString());
        require(200, answer.statusCode());
        return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
    }

    private int change(String token, String instance, String body) throws IOException, InterruptedException {
        return send(call(AtlasSimulator.PROJECT, instance, token)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder call(String project, String instance, String token) {
        var path = "/api/atlas/v1.0/groups/" + project + "/serverless/" + instance;
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    private int get(int at, String path) throws IOException, InterruptedException {
        return send(at(at, path));
    }

    private static HttpRequest.Builder at(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private void require(int expected, int status) throws IOException {
        if (status != expected) {
            throw new IllegalStateException(
                    "Status %d instead of %d; the log:%n%s".formatted(status, expected, Files.readString(log)));
        }
    }

    /** Stops it as Kubernetes does, waits for its end, and requires that all that it wrote is JSON. A training writes more. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE)) {
            process.destroyForcibly();
            throw new IllegalStateException("The gateway did not end:\n" + Files.readString(log));
        }
        http.close();
        if (!training) {
            requireJson(Files.readAllLines(log));
        }
        Files.delete(log);
    }

    /** Requires that a start with a setting that is wrong fails, and that all that it writes is JSON. */
    static void requireFailure(List<String> java, String setting) throws IOException, InterruptedException {
        var command = new ArrayList<>(java);
        command.add(setting);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        requireJson(process.inputReader().lines().toList());
        if (process.waitFor() != 1) {
            throw new IllegalStateException("The gateway started with " + setting);
        }
    }

    private static void requireJson(List<String> lines) {
        for (var line : lines) {
            try {
                JsonMapper.shared().readTree(line);
            } catch (JacksonException e) {
                throw new IllegalStateException("A line of the log is not JSON: " + line, e);
            }
        }
    }
}
