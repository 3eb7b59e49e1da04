package dev.atlasgateway.atlas.token;

import dev.atlasgateway.atlas.limit.TokenRequestLimits;
import dev.atlasgateway.atlas.token.Credential.NoToken;
import dev.atlasgateway.atlas.token.Credential.Token;
import dev.atlasgateway.atlas.token.TokenResult.MintError;
import dev.atlasgateway.atlas.token.TokenResult.MintFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cache of the access token of one Atlas service account.
 *
 * <p>Calls use a {@code FRESH} token as it is. They also use a {@code STALE} one, while the cache mints its successor
 * in the background. They wait for a new token if theirs is {@code EXPIRED}. Because Atlas limits tokens strictly, the
 * cache mints one at a time for all waiting calls, and pauses after a failure.
 */
public final class TokenCache {

    private static final Logger LOG = LoggerFactory.getLogger(TokenCache.class);

    private final String account;
    private final TokenEndpoint endpoint;
    private final TokenRequestLimits limits;
    private final InstantSource clock;
    private final MeterRegistry meters;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CompletableFuture<Credential> minting;
    private int failures;

    private volatile @Nullable Token token;
    private volatile @Nullable MintError lastError;
    private volatile Pause pause = Pause.NONE;

    public TokenCache(
            String account,
            TokenEndpoint endpoint,
            TokenRequestLimits limits,
            InstantSource clock,
            MeterRegistry meters) {
        this.account = account;
        this.endpoint = endpoint;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
        Gauge.builder("gateway.atlas.tokens.expires", this, TokenCache::secondsLeft)
                .description("Time until the current token expires")
                .baseUnit("seconds")
                .tag("account", account)
                .register(meters);
        Gauge.builder("gateway.atlas.tokens.refused", this, tokens -> tokens.lastError == null ? 0 : 1)
                .description("1 if the last token request failed, else 0")
                .tag("account", account)
                .register(meters);
        results("minted").increment(0); // registers it, so that Prometheus sees the first one as an increase from 0
        for (var error : MintError.values()) {
            results(tag(error)).increment(0);
        }
    }

    /** Returns the token to sign with. Waits for a new one if necessary, at most until the deadline of the call. */
    public Credential current(Instant deadline) {
        var now = clock.instant();
        var cached = token;
        if (cached == null) {
            return await(mint(null, () -> true), deadline);
        }
        return switch (cached.stateAt(now)) {
            case FRESH -> cached;
            case STALE -> {
                if (!pause.includes(now)) {
                    var ignored = mint(cached, () -> true);
                }
                yield cached;
            }
            case EXPIRED -> await(mint(cached, () -> true), deadline);
        };
    }

    /** Returns another token than the one that Atlas refused. Mints one unless the cache already holds a newer one. */
    public Credential replace(Token refused, Instant deadline) {
        return await(mint(refused, limits::spendReplacement), deadline);
    }

    /** Returns when the current token expires; null if there is no valid one. */
    public @Nullable Instant expiresAt() {
        var cached = token;
        return cached == null || cached.isExpiredAt(clock.instant()) ? null : cached.expiresAt();
    }

    /** Returns why the last token request failed; null if it succeeded. */
    public @Nullable MintError lastError() {
        return lastError;
    }

    /** Removes the token and revokes it at Atlas, within a time limit. */
    public void revoke(Duration limit) {
        var cached = token;
        if (cached != null && !cached.isExpiredAt(clock.instant())) {
            token = null;
            endpoint.revoke(cached, limit);
        }
    }

    private CompletableFuture<Credential> mint(@Nullable Token unwanted, BooleanSupplier allowed) {
        lock.lock();
        try {
            if (minting != null) {
                return minting;
            }
            var now = clock.instant();
            var cached = token;
            if (cached != null && !cached.equals(unwanted) && !cached.isExpiredAt(now)) {
                return CompletableFuture.completedFuture(cached);
            }
            if (pause.includes(now) && !endpoint.hasNewSecrets()) {
                return CompletableFuture.completedFuture(new NoToken(Duration.between(now, pause.until())));
            }
            if (!allowed.getAsBoolean()) {
                return CompletableFuture.completedFuture(new NoToken(null));
            }
            var pending = new CompletableFuture<Credential>();
            minting = pending;
            Thread.ofVirtual().name("atlas-token-" + account).start(() -> pending.complete(store(requestToken())));
            return pending;
        } finally {
            lock.unlock();
        }
    }

    private TokenResult requestToken() {
        try {
            return endpoint.mint();
        } catch (RuntimeException | Error e) { // waiting calls need a result, and the next call may try again
            LOG.error("Asking Atlas for a token of service account {} failed unexpectedly", account, e);
            return new MintFailure(MintError.UNAVAILABLE, null);
        }
    }

    private Credential store(TokenResult result) {
        lock.lock();
        try {
            minting = null;
            return switch (result) {
                case Token fresh -> storeToken(fresh);
                case MintFailure failure -> storeFailure(failure);
            };
        } finally {
            lock.unlock();
        }
    }

    private Token storeToken(Token fresh) {
        token = fresh;
        failures = 0;
        lastError = null;
        pause = Pause.NONE;
        results("minted").increment();
        return fresh;
    }

    private NoToken storeFailure(MintFailure failure) {
        failures++;
        var length = failure.pause(failures, ThreadLocalRandom.current().nextDouble());
        var now = clock.instant();
        lastError = failure.error();
        pause = new Pause(now, now.plus(length));
        results(tag(failure.error())).increment();
        LOG.warn(
                "No token for Atlas service account gateway.atlas.accounts.{}: {}; next try in {} s",
                account,
                failure.error().advice(),
                Math.ceilDiv(length.toMillis(), 1000));
        return new NoToken(length);
    }

    private Credential await(CompletableFuture<Credential> pending, Instant deadline) {
        try {
            var left = Duration.between(clock.instant(), deadline);
            return pending.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new NoToken(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NoToken(null);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a token request always completes with a value", e);
        }
    }

    /** Time in which the cache sends no token request. Setting the clock back before the start ends it. */
    private record Pause(Instant from, Instant until) {

        private static final Pause NONE = new Pause(Instant.MIN, Instant.MIN);

        boolean includes(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    private double secondsLeft() {
        var until = expiresAt();
        return until == null ? 0 : Duration.between(clock.instant(), until).toSeconds();
    }

    private Counter results(String result) {
        return meters.counter("gateway.atlas.tokens.minted", "account", account, "result", result);
    }

    private static String tag(MintError error) {
        return error.name().toLowerCase(Locale.ROOT);
    }
}
