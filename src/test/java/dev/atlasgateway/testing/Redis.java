package dev.atlasgateway.testing;

import com.github.dockerjava.api.DockerClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import redis.embedded.RedisExecProvider;

/** Real Redis of one test, which can hang, die and come back empty, always at the same address. */
public final class Redis implements AutoCloseable {

    private static final ClientResources RESOURCES = ClientResources.create();

    private final int port = freePort();
    private final Server server =
            DockerClientFactory.instance().isDockerAvailable() ? new Container(port) : new Binary(port);

    /** Returns a running Redis. */
    public static Redis started() {
        var redis = new Redis();
        redis.start();
        return redis;
    }

    /** Returns a Redis that does not run yet. */
    public static Redis stopped() {
        return new Redis();
    }

    private Redis() {}

    public String url() {
        return "redis://%s:%d".formatted(server.host(), port);
    }

    public void start() {
        server.start();
        Awaitility.await()
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> ask(RedisCommands::ping), "PONG"::equals);
    }

    /** Stops. It refuses connections, and is empty when it starts again. */
    public void stop() {
        server.stop();
    }

    /** Accepts connections and commands, and answers none. */
    public void hang() {
        server.hang();
    }

    public void resume() {
        server.resume();
    }

    /** Returns how many of these commands it has executed. */
    public long executed(String command) {
        var calls = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)")
                .matcher(ask(commands -> commands.info("commandstats")));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    public <T> T ask(Function<RedisCommands<String, String>, T> question) {
        try (var client = RedisClient.create(RESOURCES, url());
                var connection = client.connect()) {
            return question.apply(connection.sync());
        }
    }

    @Override
    public void close() {
        server.resume();
        server.stop();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the program {@code redis-server}: that of the Maven artifact, or the one on the path if that does not run here. */
    public static String program() {
        return Binary.EXECUTABLE;
    }

    private interface Server {

        String host();

        void start();

        void stop();

        void hang();

        void resume();
    }

    private static final class Binary implements Server {

        private static final String EXECUTABLE = executable();

        private final List<String> command;
        private List<Process> running = List.of();

        Binary(int port) {
            command = List.of(
                    EXECUTABLE,
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--save",
                    "",
                    "--appendonly",
                    "no");
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public void start() {
            running = List.of(run(command));
        }

        @Override
        public void stop() {
            running.forEach(process -> process.destroyForcibly().onExit().join());
            running = List.of();
        }

        @Override
        public void hang() {
            signal("STOP");
        }

        @Override
        public void resume() {
            signal("CONT");
        }

        private void signal(String name) {
            running.forEach(process -> run(List.of("kill", "-" + name, Long.toString(process.pid())))
                    .onExit()
                    .join());
        }

        private static String executable() {
            try {
                var shipped = RedisExecProvider.defaultProvider().get().getAbsolutePath();
                return run(List.of(shipped, "--version")).onExit().join().exitValue() == 0 ? shipped : "redis-server";
            } catch (IOException | UncheckedIOException e) {
                return "redis-server";
            }
        }

        private static Process run(List<String> command) {
            try {
                return new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Container implements Server {

        private final GenericContainer<?> container;
        private boolean started;
        private boolean hanging;

        Container(int port) {
            container = new GenericContainer<>("redis:7-alpine")
                    .withCommand("redis-server", "--save", "", "--appendonly", "no");
            container.setPortBindings(List.of(port + ":6379"));
        }

        @Override
        public String host() {
            return DockerClientFactory.instance().dockerHostIpAddress();
        }

        @Override
        public void start() {
            if (container.getContainerId() == null) {
                container.start();
            } else {
                docker().startContainerCmd(container.getContainerId()).exec();
            }
            started = true;
        }

        @Override
        public void stop() {
            if (started) {
                docker().killContainerCmd(container.getContainerId()).exec();
                started = false;
            }
        }

        @Override
        public void hang() {
            docker().pauseContainerCmd(container.getContainerId()).exec();
            hanging = true;
        }

        @Override
        public void resume() {
            if (hanging) {
                docker().unpauseContainerCmd(container.getContainerId()).exec();
                hanging = false;
            }
        }

        private DockerClient docker() {
            return container.getDockerClient();
        }
    }
}
