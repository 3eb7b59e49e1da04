package dev.atlasgateway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.AtlasSimulator;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that send changes in a loop, each with its own mark. They go on while the gateway is away. */
final class TaggedLoad {

    private static final Duration BETWEEN_CALLS = Duration.ofMillis(200);

    /** The pause before a retry while the gateway is away. */
    private static final Duration BEFORE_RETRY = Duration.ofMillis(50);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> answeredApplied = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final String base;
    private final int callers;
    private final String token;
    private volatile boolean running = true;

    TaggedLoad(int port, int callers) {
        this.base = "http://127.0.0.1:" + port;
        this.callers = callers;
        this.token = logIn();
    }

    void start() {
        for (int caller = 0; caller < callers; caller++) {
            var number = caller;
            threads.submit(() -> callUntilStopped(number));
        }
    }

    void stop() {
        running = false;
        threads.close();
    }

    int answered() {
        return answered.get();
    }

    /** The marks of the changes that the gateway answered with 200. */
    Set<String> answeredApplied() {
        return answeredApplied;
    }

    private void callUntilStopped(int caller) {
        for (int i = 0; running; i++) {
            var mark = "mark-" + caller + "-" + i;
            try {
                if (call("crash-" + caller % 8, mark).status() == 200) {
                    answeredApplied.add(mark);
                }
                answered.incrementAndGet();
            } catch (UncheckedIOException e) {
                pause(BEFORE_RETRY);
            }
        }
    }

    /** Sends changes on one connection until an answer closes it. */
    List<Reply> callOnOneConnection(String instance, String mark) {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var replies = new ArrayList<Reply>();
            do {
                pause(BETWEEN_CALLS);
                replies.add(Reply.to(client, change(instance, mark + "-" + replies.size())));
                answered.incrementAndGet();
            } while (!replies.getLast().header("Connection").equals("close"));
            return replies;
        }
    }

    /** Sends one change. */
    Reply call(String instance, String mark) {
        return Reply.to(http, change(instance, mark));
    }

    private HttpRequest change(String instance, String mark) {
        var path = "/api/atlas/v1.0/groups/" + AtlasSimulator.PROJECT + "/serverless/" + instance;
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .method("PATCH", BodyPublishers.ofString("{\"tags\":[{\"key\":\"owner\",\"value\":\"" + mark + "\"}]}"))
                .build();
    }

    private String logIn() {
        var credentials = "mdb_sa_id_665f1c2e9b1d4a0012ab34cd:mdb_sa_sk_demo_payments".getBytes(UTF_8);
        var request = HttpRequest.newBuilder(URI.create(base + "/api/oauth/token"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        return Reply.to(http, request).json().path("access_token").asString();
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
