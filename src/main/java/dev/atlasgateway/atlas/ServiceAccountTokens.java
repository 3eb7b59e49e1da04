package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.Credential.NoToken;
import dev.atlasgateway.atlas.Credential.Token;
import dev.atlasgateway.atlas.TokenResult.NotMinted;
import dev.atlasgateway.atlas.TokenResult.Reason;
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
 * The tokens of one Atlas service account, which are scarce: one is minted at a time, however many callers wait for it,
 * and its successor while it still serves. After a failure the token endpoint is left alone for a while.
 */
final class ServiceAccountTokens {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAccountTokens.class);

    private final String account;
    private final TokenEndpoint endpoint;
    private final MintLimits limits;
    private final InstantSource time;
    private final MeterRegistry meters;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CompletableFuture<Credential> minting;
    private int failures;

    private volatile @Nullable Token token;
    private volatile @Nullable Reason refusedBecause;
    private volatile Pause pause = Pause.NONE;

    ServiceAccountTokens(
            String account, TokenEndpoint endpoint, MintLimits limits, InstantSource time, MeterRegistry meters) {
        this.account = account;
        this.endpoint = endpoint;
        this.limits = limits;
        this.time = time;
        this.meters = meters;
        Gauge.builder("gateway.atlas.tokens.expires", this, ServiceAccountTokens::secondsLeft)
                .description("How long the current token still serves")
                .baseUnit("seconds")
                .tag("account", account)
                .register(meters);
        Gauge.builder("gateway.atlas.tokens.refused", this, tokens -> tokens.refusedBecause == null ? 0 : 1)
                .description("1 while the last try to get a token failed")
                .tag("account", account)
                .register(meters);
        minted("minted").increment(0); // so that the first one is seen as an increase from 0
        for (var reason : Reason.values()) {
            minted(tag(reason)).increment(0);
        }
    }

    /** The token to sign with: at hand as a rule; else a caller waits for it, not beyond its deadline. */
    Credential current(Instant deadline) {
        var now = time.instant();
        var held = token;
        if (held == null || !held.servesAt(now)) {
            return await(mint(held, () -> true), deadline);
        }
        if (held.isDueAt(now) && !pause.lastsAt(now)) {
            var unawaited = mint(held, () -> true);
        }
        return held;
    }

    /** Another token than the one that Atlas refused: a newer one if there is one already, else it is minted. */
    Credential insteadOf(Token refused, Instant deadline) {
        return await(mint(refused, limits::mayRenew), deadline);
    }

    /** Until when a token serves; null if none does. */
    @Nullable
    Instant servesUntil() {
        var held = token;
        return held != null && held.servesAt(time.instant()) ? held.expiresAt() : null;
    }

    /** Why the last try to mint failed; null if it did not. */
    @Nullable
    Reason refusedBecause() {
        return refusedBecause;
    }

    void revoke(Duration limit) {
        var held = token;
        if (held != null && held.servesAt(time.instant())) {
            token = null;
            endpoint.revoke(held, limit);
        }
    }

    private CompletableFuture<Credential> mint(@Nullable Token unwanted, BooleanSupplier allowed) {
        lock.lock();
        try {
            if (minting != null) {
                return minting;
            }
            var now = time.instant();
            var held = token;
            if (held != null && !held.equals(unwanted) && held.servesAt(now)) {
                return CompletableFuture.completedFuture(held);
            }
            if (pause.lastsAt(now) && !endpoint.secretsChanged()) {
                return CompletableFuture.completedFuture(new NoToken(Duration.between(now, pause.until())));
            }
            if (!allowed.getAsBoolean()) {
                return CompletableFuture.completedFuture(new NoToken(null));
            }
            var pending = new CompletableFuture<Credential>();
            minting = pending;
            Thread.ofVirtual().name("atlas-token-" + account).start(() -> pending.complete(settled(minted())));
            return pending;
        } finally {
            lock.unlock();
        }
    }

    private TokenResult minted() {
        try {
            return endpoint.mint();
        } catch (RuntimeException | Error e) { // whoever waits must hear of it, and the next one may try
            LOG.error("Asking Atlas for a token of service account {} failed unexpectedly", account, e);
            return new NotMinted(Reason.UNAVAILABLE, null);
        }
    }

    private Credential settled(TokenResult minted) {
        lock.lock();
        try {
            minting = null;
            return switch (minted) {
                case Token fresh -> settled(fresh);
                case NotMinted not -> settled(not);
            };
        } finally {
            lock.unlock();
        }
    }

    private Token settled(Token fresh) {
        token = fresh;
        failures = 0;
        refusedBecause = null;
        pause = Pause.NONE;
        minted("minted").increment();
        return fresh;
    }

    private NoToken settled(NotMinted not) {
        failures++;
        var length = not.pause(failures, ThreadLocalRandom.current().nextDouble());
        var now = time.instant();
        refusedBecause = not.reason();
        pause = new Pause(now, now.plus(length));
        minted(tag(not.reason())).increment();
        LOG.warn(
                "No token for Atlas service account gateway.atlas.accounts.{}: {}; next try in {} s",
                account,
                not.reason().advice(),
                Math.ceilDiv(length.toMillis(), 1000));
        return new NoToken(length);
    }

    private Credential await(CompletableFuture<Credential> pending, Instant deadline) {
        try {
            var patience = Duration.between(time.instant(), deadline);
            return pending.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new NoToken(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NoToken(null);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a mint always ends with a value", e);
        }
    }

    /** While the token endpoint is left alone; a clock that is set back before its beginning ends it. */
    private record Pause(Instant from, Instant until) {

        private static final Pause NONE = new Pause(Instant.MIN, Instant.MIN);

        boolean lastsAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    private double secondsLeft() {
        var until = servesUntil();
        return until == null ? 0 : Duration.between(time.instant(), until).toSeconds();
    }

    private Counter minted(String result) {
        return meters.counter("gateway.atlas.tokens.minted", "account", account, "result", result);
    }

    private static String tag(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
