package dev.atlasgateway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long callers wait if they call at a fixed rate, whether or not the last answer has arrived: {@code
 * OpenLoop SECONDS RATE...}.
 *
 * <p>Standard input names whom to call, so that no token is in a process list. Each line has a name, a URL without the
 * instance's number, a media type and a token, with tabs between. The first line also warms this client. A wait counts
 * from the time that a call was due, so a stall counts for every call that it delayed. Prints, with tabs between: rate,
 * name, calls, milliseconds of the median, of the 99th percentile and of the slowest, calls without success.
 */
public final class OpenLoop {

    private static final String BODY = """
            {"terminationProtectionEnabled":true,"tags":[{"key":"owner","value":"payments"},\
            {"key":"environment","value":"load"}]}""";

    private static final int INSTANCES = 64;
    private static final int WARM_UP_RATE = 400;
    private static final int WARM_UP_SECONDS = 5;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private OpenLoop() {}

    public static void main(String[] arguments) throws IOException {
        var seconds = Integer.parseInt(arguments[0]);
        var legs = new String(System.in.readAllBytes()).lines().map(Leg::of).toList();
        var loop = new OpenLoop();
        loop.call(legs.getFirst(), WARM_UP_RATE, WARM_UP_SECONDS);
        for (var rate : List.of(arguments).subList(1, arguments.length)) {
            for (var leg : legs) {
                System.out.println(loop.call(leg, Integer.parseInt(rate), seconds));
            }
        }
        System.exit(0);
    }

    private String call(Leg leg, int rate, int seconds) {
        var waits = new ConcurrentLinkedQueue<Long>();
        var failed = new AtomicInteger();
        var started = System.nanoTime();
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < rate * seconds; i++) {
                var due = started + i * TimeUnit.SECONDS.toNanos(1) / rate;
                for (var ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
                    LockSupport.parkNanos(ahead);
                }
                var request = leg.request(i % INSTANCES);
                calls.execute(() -> send(request, due, waits, failed));
            }
        }
        var sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
        return "%d\t%s\t%d\t%.2f\t%.2f\t%.2f\t%d"
                .formatted(
                        rate,
                        leg.name(),
                        sorted.length,
                        at(sorted, 0.5),
                        at(sorted, 0.99),
                        at(sorted, 1),
                        failed.get());
    }

    private void send(HttpRequest request, long due, Queue<Long> waits, AtomicInteger failed) {
        try {
            if (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
                failed.incrementAndGet();
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waits.add(System.nanoTime() - due);
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
    }

    private record Leg(String name, String url, String mediaType, String token) {

        private static Leg of(String line) {
            var parts = Arrays.asList(line.split("\t", -1));
            return new Leg(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
        }

        private HttpRequest request(int instance) {
            return HttpRequest.newBuilder(URI.create(url + instance))
                    .method("PATCH", BodyPublishers.ofString(BODY))
                    .header("Content-Type", mediaType)
                    .header("Accept", mediaType)
                    .header("Authorization", "Bearer " + token)
                    .timeout(Duration.ofSeconds(30))
                    .build();
        }
    }
}
