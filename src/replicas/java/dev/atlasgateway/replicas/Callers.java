package dev.atlasgateway.replicas;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.AtlasSimulator;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Callers in a loop, behind a load balancer. If a connection is refused, it tries the other replica. It repeats nothing
 * else, because a change that may have arrived must not be sent twice.
 */
final class Callers implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int CALLERS = 8;
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final AtomicLong MARKS = new AtomicLong();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<CallResult> results = new ConcurrentLinkedQueue<>();
    private final Balancer balancer;
    private final String credentials;
    private String token;
    private volatile boolean running = true;

    Callers(Balancer balancer, String client, String secret) {
        this.balancer = balancer;
        this.credentials = "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(UTF_8));
        try {
            this.token = logIn(balancer.next().getFirst());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void start() {
        for (int caller = 0; caller < CALLERS; caller++) {
            var instance = "orders-" + caller;
            threads.execute(() -> {
                while (running) {
                    results.add(change(instance));
                    pause(PAUSE);
                }
            });
        }
    }

    /** Same, but each caller keeps its connection until it is closed or refused, as through a Kubernetes service. */
    void startKeeping() {
        for (int caller = 0; caller < CALLERS; caller++) {
            var instance = "orders-" + caller;
            threads.execute(() -> {
                for (var kept = balancer.next(); running; ) {
                    var call = change(instance, kept);
                    results.add(call);
                    kept = call.closed() ? balancer.next() : kept;
                    pause(PAUSE);
                }
            });
        }
    }

    /** Starts callers that call at a fixed rate. If an answer takes longer, the next call follows at once. */
    void start(int callers, Duration every) {
        for (int caller = 0; caller < callers; caller++) {
            var instance = "orders-" + caller;
            threads.execute(() -> {
                for (var due = System.nanoTime(); running; due = Math.max(due + every.toNanos(), System.nanoTime())) {
                    pause(Duration.ofNanos(due - System.nanoTime()));
                    results.add(change(instance));
                }
            });
        }
    }

    /** Stops, after the calls in progress have ended. */
    void stop() {
        running = false;
        threads.close();
    }

    List<CallResult> results() {
        return new ArrayList<>(results);
    }

    /** Sends one change through the balancer. */
    CallResult change(String instance) {
        return change(instance, balancer.next());
    }

    /** Sends one change to the first of these replicas that accepts a connection. */
    CallResult change(String instance, List<Replica> to) {
        var mark = "mark-" + MARKS.incrementAndGet() + "-";
        var at = Instant.now();
        var started = System.nanoTime();
        for (var replica : to) {
            try {
                var response = send(replica, instance, mark);
                return new CallResult(
                        mark,
                        at,
                        since(started),
                        response.statusCode(),
                        seen(response.statusCode(), response.body()),
                        replica.name(),
                        response.headers().firstValue("Connection").orElse("").equals("close"));
            } catch (ConnectException e) {
                continue; // never arrived: the balancer tries the next one
            } catch (HttpTimeoutException e) {
                return broken(mark, at, started, "no answer in " + PATIENCE.toSeconds() + " s", replica.name());
            } catch (IOException e) {
                return broken(mark, at, started, "connection broke", replica.name());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return broken(mark, at, started, to.isEmpty() ? "no endpoint" : "connection refused", "");
    }

    private static CallResult broken(String mark, Instant at, long started, String how, String replica) {
        return new CallResult(mark, at, since(started), 0, how, replica, true);
    }

    /** Sends a request as any client does, and gets a new token if the gateway says that the old one has expired. */
    private HttpResponse<String> send(Replica replica, String instance, String mark)
            throws IOException, InterruptedException {
        var used = token(replica, null);
        var response = http.send(request(replica, instance, mark, used), BodyHandlers.ofString());
        return response.statusCode() == 401
                ? http.send(request(replica, instance, mark, token(replica, used)), BodyHandlers.ofString())
                : response;
    }

    private HttpRequest request(Replica replica, String instance, String mark, String token) {
        return HttpRequest.newBuilder(
                        replica.uri("/api/atlas/v1.0/groups/" + AtlasSimulator.PROJECT + "/serverless/" + instance))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .method("PATCH", BodyPublishers.ofString("{\"tags\":[{\"key\":\"owner\",\"value\":\"" + mark + "\"}]}"))
                .build();
    }

    private static String seen(int status, String body) {
        if (status == 200) {
            return "200";
        }
        var code = body.startsWith("{")
                ? JsonMapper.shared().readTree(body).path("errorCode").asString("")
                : "";
        return (status + " " + code).strip();
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Returns the token that all callers share, renewed if it is still the rejected one. */
    private synchronized String token(Replica replica, @Nullable String refused)
            throws IOException, InterruptedException {
        if (token.equals(refused)) {
            token = logIn(replica);
        }
        return token;
    }

    private String logIn(Replica replica) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(replica.uri("/api/oauth/token"))
                .header("Authorization", credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        var answer = http.send(request, BodyHandlers.ofString()).body();
        return JsonMapper.shared().readTree(answer).path("access_token").asString();
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        http.shutdownNow();
    }
}
