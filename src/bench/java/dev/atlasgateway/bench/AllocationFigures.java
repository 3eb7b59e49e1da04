package dev.atlasgateway.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Measures the bytes that a running gateway allocates for a call: {@code AllocationFigures PROCESS WINDOWS CALLS}.
 *
 * <p>Standard input names the calls, so that no token is in a process list. Each line has a name, a method, a URL without
 * the instance's number, a token and the expected status, with tabs between. Each call replaces eight # of the token by
 * another number. In each window, each of them is called as
 * often as CALLS says. Prints for each a line of its name and the bytes a call of all windows, with tabs between. The first
 * windows warm the gateway: allocation falls until the compiler has removed what need not be allocated.
 *
 * <p>The bytes are those that the JVM counts for all its threads since its start, so nothing is sampled and no garbage
 * collection must happen.
 */
public final class AllocationFigures {

    private static final String BODY = """
            {"terminationProtectionEnabled":true,"tags":[{"key":"owner","value":"payments"},\
            {"key":"environment","value":"load"}]}""";

    private static final int CONNECTIONS = 16;
    private static final int INSTANCES = 64;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ThreadMXBean gateway;
    private final AtomicInteger forged = new AtomicInteger();

    private AllocationFigures(ThreadMXBean gateway) {
        this.gateway = gateway;
    }

    @SuppressWarnings("BanJNDI") // the address is that of a process of this user on this machine
    public static void main(String[] arguments) throws Exception {
        var windows = Integer.parseInt(arguments[1]);
        var calls = Integer.parseInt(arguments[2]);
        var legs = new String(System.in.readAllBytes()).lines().map(Leg::of).toList();
        var bytes = new long[legs.size()][windows];
        var process = VirtualMachine.attach(arguments[0]);
        try (var connection = JMXConnectorFactory.connect(new JMXServiceURL(process.startLocalManagementAgent()))) {
            var threads = ManagementFactory.newPlatformMXBeanProxy(
                    connection.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            var figures = new AllocationFigures(threads);
            for (int window = 0; window < windows; window++) {
                for (int leg = 0; leg < legs.size(); leg++) {
                    bytes[leg][window] = figures.bytesOfACall(legs.get(leg), calls);
                }
            }
        } finally {
            process.detach();
        }
        for (int leg = 0; leg < legs.size(); leg++) {
            System.out.print(legs.get(leg).name());
            Arrays.stream(bytes[leg]).forEach(ofACall -> System.out.print("\t" + ofACall));
            System.out.println();
        }
        System.exit(0);
    }

    private long bytesOfACall(Leg leg, int calls) throws InterruptedException, ExecutionException {
        var before = gateway.getTotalThreadAllocatedBytes();
        var sent = new AtomicInteger();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> caller = () -> {
                for (int call = sent.incrementAndGet(); call <= calls; call = sent.incrementAndGet()) {
                    send(leg, call % INSTANCES);
                }
                return null;
            };
            for (var ended : callers.invokeAll(Collections.nCopies(CONNECTIONS, caller))) {
                ended.get();
            }
        }
        return (gateway.getTotalThreadAllocatedBytes() - before) / calls;
    }

    private void send(Leg leg, int instance) throws IOException, InterruptedException {
        var status = client.send(leg.request(instance, forged.incrementAndGet()), BodyHandlers.discarding())
                .statusCode();
        if (status != leg.status()) {
            System.err.printf("%s was answered with %d instead of %d%n", leg.name(), status, leg.status());
            System.exit(1);
        }
    }

    private record Leg(String name, String method, String url, String token, int status) {

        private static Leg of(String line) {
            var parts = line.split("\t", -1);
            return new Leg(parts[0], parts[1], parts[2], parts[3], Integer.parseInt(parts[4]));
        }

        private HttpRequest request(int instance, int number) {
            var request = HttpRequest.newBuilder(URI.create(url + instance))
                    .header("Accept", "application/json")
                    .timeout(Duration.ofSeconds(30));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token.replace("########", "%08d".formatted(number)));
            }
            return method.equals("GET")
                    ? request.GET().build()
                    : request.method(method, BodyPublishers.ofString(BODY))
                            .header("Content-Type", "application/json")
                            .build();
        }
    }
}
