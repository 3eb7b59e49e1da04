package dev.atlasgateway.admin.signin.oidc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/**
 * Discovers an OpenID provider once. While it is not available, one request in ten seconds asks it, because users who are
 * not signed in cause these requests. The others fail at once.
 */
final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Supplier<OidcProvider> attempt;
    private final InstantSource clock;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable OidcProvider provider;
    private volatile @Nullable Failure last;

    private record Failure(Instant over, OAuth2AuthenticationException exception) {}

    /** @param attempt throws an {@link OAuth2AuthenticationException} if the provider is not available */
    Discovery(Supplier<OidcProvider> attempt, InstantSource clock) {
        this.attempt = attempt;
        this.clock = clock;
    }

    /** @throws OAuth2AuthenticationException if the provider is not available, or was not within the last seconds */
    OidcProvider provider() {
        var found = provider;
        if (found != null) {
            return found;
        }
        var failure = last;
        if (failure != null && turn.isLocked()) {
            throw failure.exception;
        }
        turn.lock(); // the first requests wait for one answer
        try {
            return provider == null ? discover() : provider;
        } finally {
            turn.unlock();
        }
    }

    private OidcProvider discover() {
        var failure = last;
        if (failure != null && clock.instant().isBefore(failure.over)) {
            throw failure.exception;
        }
        try {
            var found = attempt.get();
            provider = found;
            return found;
        } catch (OAuth2AuthenticationException e) {
            LOG.warn("{}", e.getMessage());
            last = new Failure(clock.instant().plus(PAUSE), e);
            throw e;
        }
    }
}
