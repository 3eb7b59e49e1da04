package dev.atlasgateway.quota;

import dev.atlasgateway.quota.SpendResult.EmptyBucket;
import dev.atlasgateway.quota.SpendResult.Level;
import dev.atlasgateway.quota.SpendResult.Success;
import dev.atlasgateway.quota.SpendResult.Unavailable;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/**
 * Buckets that all replicas share, in Redis (6.2 or newer, or Valkey; one primary, not cluster mode).
 *
 * <p>A script takes the tokens of both buckets in one round trip, by the clock of Redis, and cannot lose a race. The
 * Redis bucket of Bucket4j reads, computes in the client and compares and swaps: four round trips for a call, and more
 * under contention. Its authors reject scripts (bucket4j#602).
 */
record RedisBuckets(RedisLink redis) {

    private static final String PREFIX = "atlas-gateway:quota:";
    private static final String SCRIPT = script();
    private static final String DIGEST = Base16.digest(SCRIPT.getBytes(StandardCharsets.UTF_8));

    boolean isUp() {
        return redis.isUp();
    }

    /** Takes one token from each bucket: from both or from neither. Unavailable while Redis is away. */
    SpendResult take(Allowance team, Allowance project) {
        return redis.query(commands -> run(commands, 1, team, project))
                .map(reply -> result(reply, team, project))
                .orElseGet(() -> new Unavailable(redis.pause()));
    }

    /** Returns one token to the bucket, without waiting for Redis. Does nothing while Redis is away. */
    void giveBack(Allowance allowance) {
        redis.send(commands -> run(commands, -1, allowance));
    }

    /**
     * Checks that Redis can do all that a call needs: this user may run scripts, and the server is not a read-only
     * replica.
     */
    static CompletionStage<List<Long>> validate(RedisScriptingAsyncCommands<String, String> commands) {
        return run(commands, new String[] {PREFIX + "proof"}, new String[] {"1000000", "1000000", "1", "1"});
    }

    private static SpendResult result(List<Long> reply, Allowance team, Allowance project) {
        return switch (reply.getFirst().intValue()) {
            case 0 -> new Success(new Level(team, reply.get(1)), new Level(project, reply.get(2)));
            case 1 -> new EmptyBucket(team, Duration.ofMillis(reply.get(1)));
            default -> new EmptyBucket(project, Duration.ofMillis(reply.get(1)));
        };
    }

    /** Takes {@code cost} tokens from each bucket: from all or from none. */
    static CompletionStage<List<Long>> run(
            RedisScriptingAsyncCommands<String, String> commands, long cost, Allowance... allowances) {
        return run(commands, keys(allowances), arguments(cost, allowances));
    }

    private static CompletionStage<List<Long>> run(
            RedisScriptingAsyncCommands<String, String> commands, String[] keys, String[] arguments) {
        return commands.<List<Long>>evalsha(DIGEST, ScriptOutputType.MULTI, keys, arguments)
                .exceptionallyCompose(failure -> {
                    if (failure instanceof RedisNoScriptException
                            || failure.getCause() instanceof RedisNoScriptException) {
                        return commands.eval(SCRIPT, ScriptOutputType.MULTI, keys, arguments);
                    }
                    throw new CompletionException(failure);
                });
    }

    private static String[] keys(Allowance... allowances) {
        return Stream.of(allowances).map(allowance -> PREFIX + allowance.key()).toArray(String[]::new);
    }

    private static String[] arguments(long cost, Allowance... allowances) {
        return Stream.of(allowances)
                .map(Allowance::quota)
                .flatMap(quota -> Stream.of(
                        quota.capacity(), quota.refill(), quota.period().toMillis(), cost))
                .map(String::valueOf)
                .toArray(String[]::new);
    }

    private static String script() {
        try {
            return new ClassPathResource("take.lua", RedisBuckets.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
