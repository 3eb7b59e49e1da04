package dev.atlasgateway.quota;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Connection to Redis that never makes a call wait for a Redis that is away.
 *
 * <p>Either there is a connection, or Redis is away. A command that gets no reply in time closes the connection, and
 * from then on calls do not ask Redis. A new connection is opened in the background, and used only after it has passed
 * a validation.
 *
 * <p>Lettuce's own reconnection in a circuit breaker was tried and does less: it does not repeat the first connection,
 * keeps a connection of which the other end has gone for as long as TCP does, and does not notice that Redis is away or
 * back until the next call asks.
 */
final class RedisLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    /** How long Lettuce accepts tasks during its shutdown, because those of closing connections arrive late. */
    private static final Duration SHUTDOWN_QUIET_PERIOD = Duration.ofMillis(100);

    private final RedisClient client;
    private final RedisURI uri;
    private final QuotaProperties.Redis settings;
    private final Function<RedisAsyncCommands<String, String>, CompletionStage<?>> validation;
    private final Timer roundTrip;
    private final AtomicReference<@Nullable StatefulRedisConnection<String, String>> connection =
            new AtomicReference<>();
    private final AtomicBoolean reportedAway = new AtomicBoolean();
    private volatile boolean shutDown;

    /**
     * Starts to connect in the background.
     *
     * @param uri where Redis is, and how to log in to it
     * @param validation sends a command that fails if calls cannot use this connection
     */
    RedisLink(
            RedisClient client,
            RedisURI uri,
            QuotaProperties.Redis settings,
            Function<RedisAsyncCommands<String, String>, CompletionStage<?>> validation,
            MeterRegistry meters) {
        this.client = client;
        this.uri = uri;
        this.settings = settings;
        this.validation = validation;
        this.roundTrip = Timer.builder("gateway.quota.redis")
                .description("Round trips to Redis that got a reply")
                .register(meters);
        connect();
    }

    boolean isUp() {
        return connection.get() != null;
    }

    /** Returns how long a caller should wait before the next call, while Redis is away. */
    Duration pause() {
        return settings.pause();
    }

    /** Sends a command and returns the reply; empty if Redis is away or does not reply in time. */
    <T> Optional<T> query(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> command) {
        var current = connection.get();
        if (current == null) {
            return Optional.empty();
        }
        var start = System.nanoTime();
        try {
            var reply = command.apply(current.async())
                    .toCompletableFuture()
                    .get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
            roundTrip.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return Optional.of(reply);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            discard(current, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Sends a command without waiting for the reply. Does nothing while Redis is away. */
    <T> void send(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> command) {
        var current = connection.get();
        if (current != null) {
            CompletableFuture.completedStage(current.async())
                    .thenCompose(command)
                    .whenComplete((reply, failure) -> {
                        if (failure != null) {
                            discard(current, failure);
                        }
                    });
        }
    }

    @Override
    public void close() {
        shutDown = true;
        client.shutdown(SHUTDOWN_QUIET_PERIOD, Duration.ofSeconds(1));
    }

    private void connect() {
        CompletableFuture.completedStage(uri)
                .thenCompose(to -> client.connectAsync(StringCodec.UTF8, to))
                .thenCompose(this::validate)
                .whenComplete((fresh, failure) -> {
                    if (failure == null) {
                        use(fresh);
                    } else {
                        reportAway(failure);
                        connectLater();
                    }
                });
    }

    private CompletionStage<StatefulRedisConnection<String, String>> validate(
            StatefulRedisConnection<String, String> fresh) {
        return validation
                .apply(fresh.async())
                .toCompletableFuture()
                .orTimeout(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((reply, failure) -> {
                    if (failure != null) {
                        fresh.closeAsync();
                    }
                })
                .thenApply(reply -> fresh);
    }

    private void use(StatefulRedisConnection<String, String> fresh) {
        var since = System.nanoTime();
        connection.set(fresh);
        if (reportedAway.getAndSet(false)) {
            LOG.info("Redis is back: all replicas share their quotas again");
        }
        fresh.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                replace(fresh, since);
            }
        });
        if (!fresh.isOpen()) {
            replace(fresh, since);
        }
    }

    /**
     * Connects again after Redis closed a connection: at once, because it may only have removed an idle one, but after a pause
     * if the connection was new. Else a Redis that closes each connection would be asked in a tight loop.
     */
    private void replace(StatefulRedisConnection<String, String> closed, long since) {
        if (connection.compareAndSet(closed, null) && !shutDown) {
            reportAway(new IllegalStateException("the connection was closed"));
            if (System.nanoTime() - since > settings.pause().toNanos()) {
                connect();
            } else {
                connectLater();
            }
        }
    }

    /** Connects again after a pause, because a Redis that is slow or rejects commands does not recover at once. */
    private void discard(StatefulRedisConnection<String, String> broken, Throwable reason) {
        if (connection.compareAndSet(broken, null) && !shutDown) {
            broken.closeAsync();
            reportAway(reason);
            connectLater();
        }
    }

    private void connectLater() {
        if (!shutDown) {
            client.getResources()
                    .eventExecutorGroup()
                    .schedule(this::connect, settings.pause().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void reportAway(Throwable failure) {
        if (!shutDown && !reportedAway.getAndSet(true)) {
            LOG.warn("Redis is away ({}): gateway.quota.when-redis-is-away decides about calls", reason(failure));
        }
    }

    private String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no reply within " + settings.timeout().toMillis() + " ms";
        }
        var cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
