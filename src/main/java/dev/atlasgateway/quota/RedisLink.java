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
 * The way to Redis that never keeps a call waiting for a Redis that is away.
 *
 * <p>There is a connection, or there is none and Redis is away. Whoever gets no answer in time throws the connection
 * away, whatever the reason, and from then on nobody asks; a new one is made in the background and must first prove
 * that it works. Lettuce's own reconnecting is off, as it would keep a connection whose other end is gone for good.
 */
final class RedisLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    /** How long after the last task Lettuce takes further ones: those that tell of connections being closed come late. */
    private static final Duration LAST_WORDS = Duration.ofMillis(100);

    private final RedisClient client;
    private final RedisURI uri;
    private final QuotaProperties.Redis settings;
    private final Function<RedisAsyncCommands<String, String>, CompletionStage<?>> proof;
    private final Timer roundTrip;
    private final AtomicReference<@Nullable StatefulRedisConnection<String, String>> connection =
            new AtomicReference<>();
    private final AtomicBoolean knownToBeAway = new AtomicBoolean();
    private volatile boolean shutDown;

    /** Starts connecting at once, without waiting for it. */
    RedisLink(
            RedisClient client,
            QuotaProperties.Redis settings,
            Function<RedisAsyncCommands<String, String>, CompletionStage<?>> proof,
            MeterRegistry meters) {
        this.client = client;
        this.uri = settings.uri();
        this.settings = settings;
        this.proof = proof;
        this.roundTrip = Timer.builder("gateway.quota.redis")
                .description("Round trips to Redis that were answered")
                .register(meters);
        connect();
    }

    boolean up() {
        return connection.get() != null;
    }

    /** How long until it makes sense to ask again. */
    Duration pause() {
        return settings.pause();
    }

    /** The answer, or empty where Redis is away or does not give one in time. */
    <T> Optional<T> ask(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> question) {
        var current = connection.get();
        if (current == null) {
            return Optional.empty();
        }
        var started = System.nanoTime();
        try {
            var answer = question.apply(current.async())
                    .toCompletableFuture()
                    .get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
            roundTrip.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            return Optional.of(answer);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            lost(current, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Says something without waiting for an answer. */
    <T> void tell(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> statement) {
        var current = connection.get();
        if (current != null) {
            CompletableFuture.completedStage(current.async())
                    .thenCompose(statement)
                    .whenComplete((answer, failure) -> {
                        if (failure != null) {
                            lost(current, failure);
                        }
                    });
        }
    }

    @Override
    public void close() {
        shutDown = true;
        client.shutdown(LAST_WORDS, Duration.ofSeconds(1));
    }

    private void connect() {
        CompletableFuture.completedStage(uri)
                .thenCompose(to -> client.connectAsync(StringCodec.UTF8, to))
                .thenCompose(this::proven)
                .whenComplete((fresh, failure) -> {
                    if (failure == null) {
                        found(fresh);
                    } else {
                        report(failure);
                        connectLater();
                    }
                });
    }

    private CompletionStage<StatefulRedisConnection<String, String>> proven(
            StatefulRedisConnection<String, String> fresh) {
        return proof.apply(fresh.async())
                .toCompletableFuture()
                .orTimeout(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        fresh.closeAsync();
                    }
                })
                .thenApply(answer -> fresh);
    }

    private void found(StatefulRedisConnection<String, String> fresh) {
        connection.set(fresh);
        if (knownToBeAway.getAndSet(false)) {
            LOG.info("Redis is back: quotas are counted for all replicas together again");
        }
        fresh.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                closed(fresh);
            }
        });
        if (!fresh.isOpen()) {
            closed(fresh);
        }
    }

    /** Connects again at once, as Redis may only have tidied up an idle connection. */
    private void closed(StatefulRedisConnection<String, String> gone) {
        if (connection.compareAndSet(gone, null) && !shutDown) {
            report(new IllegalStateException("the connection was closed"));
            connect();
        }
    }

    /** Leaves Redis alone for a while, as one that is slow or refuses commands will not be better at once. */
    private void lost(StatefulRedisConnection<String, String> broken, Throwable reason) {
        if (connection.compareAndSet(broken, null) && !shutDown) {
            broken.closeAsync();
            report(reason);
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

    private void report(Throwable failure) {
        if (!shutDown && !knownToBeAway.getAndSet(true)) {
            LOG.warn("Redis is away ({}): gateway.quota.when-redis-is-away decides on calls", reason(failure));
        }
    }

    private String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no answer within " + settings.timeout().toMillis() + " ms";
        }
        var cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
