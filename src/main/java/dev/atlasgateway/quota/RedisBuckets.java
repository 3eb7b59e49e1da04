package dev.atlasgateway.quota;

import dev.atlasgateway.quota.SpendResult.Empty;
import dev.atlasgateway.quota.SpendResult.Level;
import dev.atlasgateway.quota.SpendResult.Taken;
import dev.atlasgateway.quota.SpendResult.Unknown;
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
 * The buckets that all replicas share, in Redis (6.2 or newer, or Valkey; one primary, not cluster mode).
 *
 * <p>A script of our own, as Bucket4j's Redis bucket reads, computes here and compares-and-swaps: two round trips for
 * each bucket, four for a call, more under contention, and its authors do not want scripts (bucket4j#602). The script
 * settles both buckets in one round trip, on Redis's clock, and cannot lose a race.
 */
final class RedisBuckets {

    private static final String PREFIX = "atlas-gateway:quota:";
    private static final String SCRIPT = script();
    private static final String DIGEST = Base16.digest(SCRIPT.getBytes(StandardCharsets.UTF_8));

    private final RedisLink redis;

    RedisBuckets(RedisLink redis) {
        this.redis = redis;
    }

    boolean up() {
        return redis.up();
    }

    /** Takes one token of each, both or neither; unknown while Redis is away. */
    SpendResult take(Allowance team, Allowance project) {
        return redis.ask(commands -> run(commands, 1, team, project))
                .map(answer -> verdict(answer, team, project))
                .orElseGet(() -> new Unknown(redis.pause()));
    }

    /** Puts one token back without waiting for it; nothing happens while Redis is away. */
    void giveBack(Allowance allowance) {
        redis.tell(commands -> run(commands, -1, allowance));
    }

    /** Whether Redis does all that a call needs: it takes scripts, from this user, and is no read-only replica. */
    static CompletionStage<List<Long>> prove(RedisScriptingAsyncCommands<String, String> commands) {
        return run(commands, new String[] {PREFIX + "proof"}, new String[] {"1000000", "1000000", "1", "1"});
    }

    private static SpendResult verdict(List<Long> answer, Allowance team, Allowance project) {
        return switch (answer.getFirst().intValue()) {
            case 0 -> new Taken(new Level(team, answer.get(1)), new Level(project, answer.get(2)));
            case 1 -> new Empty(team, Duration.ofMillis(answer.get(1)));
            default -> new Empty(project, Duration.ofMillis(answer.get(1)));
        };
    }

    /** Takes {@code cost} tokens of each, all or none. */
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
