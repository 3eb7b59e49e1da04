package dev.atlasgateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.quota.SpendResult.Success;
import dev.atlasgateway.testing.Redis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** Tests a Redis whose primary a Sentinel knows, as a user that may do no more than docs/install.md says. */
class RedisSentinelTests {

    private static final String PASSWORD = "hush";
    private static final String SENTINEL_PASSWORD = "quiet";

    private final List<Process> processes = new ArrayList<>();
    private final int first = freePort();
    private final int second = freePort();
    private final int sentinel = freePort();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        run(server(first));
        run(server(second) + "replicaof 127.0.0.1 " + first);
        await("the replica", second, PASSWORD, client -> {
            try (var connection = client.connect()) {
                return connection.sync().info("replication").contains("master_link_status:up");
            }
        });
        run("""
                port %d
                bind 127.0.0.1
                requirepass %s
                sentinel monitor gateway 127.0.0.1 %d 1
                sentinel auth-pass gateway %s
                sentinel down-after-milliseconds gateway 300
                sentinel failover-timeout gateway 2000
                """.formatted(sentinel, SENTINEL_PASSWORD, first, PASSWORD), "--sentinel");
        await("the Sentinel to know the replica", sentinel, SENTINEL_PASSWORD, client -> {
            try (var connection = client.connectSentinel()) {
                return connection.sync().replicas("gateway").stream()
                        .anyMatch(replica -> "ok".equals(replica.get("master-link-status")));
            }
        });
    }

    @AfterEach
    void stop() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Test
    void followsThePrimary() {
        try (var link = link()) {
            Awaitility.await().until(link::isUp);
            var buckets = new RedisBuckets(link);
            assertThat(buckets.take(Allowances.team(5, 1), Allowances.project(5, 1)))
                    .isInstanceOf(Success.class);

            processes.getFirst().destroyForcibly().onExit().join();
            Awaitility.await("the other one")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> link.isUp()
                            && buckets.take(Allowances.team(5, 1), Allowances.project(5, 1)) instanceof Success);
        }
    }

    private RedisLink link() {
        var settings = new QuotaProperties.Redis(
                "redis-sentinel://127.0.0.1:%d,127.0.0.1:%d/0?sentinelMasterId=gateway".formatted(freePort(), sentinel),
                "gateway",
                PASSWORD,
                null,
                SENTINEL_PASSWORD,
                null,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofMillis(50));
        var client = QuotaConfiguration.InRedis.client(settings, new DefaultSslBundleRegistry());
        return new RedisLink(client, settings.uri(), settings, RedisBuckets::validate, new SimpleMeterRegistry());
    }

    private static void await(String what, int port, String password, Predicate<RedisClient> condition) {
        var uri = RedisURI.Builder.redis("127.0.0.1", port)
                .withPassword(password.toCharArray())
                .build();
        try (var client = RedisClient.create(uri)) {
            Awaitility.await(what)
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(RedisException.class) // it is starting
                    .until(() -> condition.test(client));
        }
    }

    private static String server(int port) {
        return """
                port %d
                bind 127.0.0.1
                save ""
                repl-diskless-sync-delay 0
                requirepass %s
                masterauth %s
                user gateway on >%s ~atlas-gateway:* +eval +evalsha +get +set +del +time +ping +hello +select
                """.formatted(port, PASSWORD, PASSWORD, PASSWORD);
    }

    private void run(String settings, String... options) throws IOException {
        var file = Files.writeString(folder.resolve(processes.size() + ".conf"), settings);
        var command = new ArrayList<>(List.of(Redis.program(), file.toString()));
        command.addAll(List.of(options));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(processes.size() + ".log").toFile())
                .directory(folder.toFile())
                .start());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
