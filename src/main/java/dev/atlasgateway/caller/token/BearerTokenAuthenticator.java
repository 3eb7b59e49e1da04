package dev.atlasgateway.caller.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.CallerStatus;
import dev.atlasgateway.caller.InvalidTokenException;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.caller.TokenIssuers;
import dev.atlasgateway.policy.Policy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Authenticates the {@link Caller} of a Bearer token.
 *
 * <p>A token's signature is verified once and the result is cached, as long as the keys of its issuer stay the same. Every
 * call checks in memory what can change: the keys, expiry, revocation, client and team.
 *
 * <p>A token that is not valid is cached for a second, so that a client that repeats it costs hardly more than one without
 * a token. It is not cached longer, because its issuer may publish the missing key.
 */
final class BearerTokenAuthenticator {

    private static final Duration REJECTION_LIFETIME = Duration.ofSeconds(1);
    private static final int MAX_REJECTED_CHARACTERS = 1 << 20;

    private final TokenIssuers<TrustedIssuer> issuers;
    private final Policy policy;
    private final RevokedTokens revoked;
    private final InstantSource clock;
    private final Cache<String, VerifiedToken> cache;
    private final Cache<String, String> rejections;
    private final Counter cached;
    private final Counter verified;
    private final Counter refused;

    BearerTokenAuthenticator(
            TokenIssuers<TrustedIssuer> issuers,
            Policy policy,
            RevokedTokens revoked,
            int cacheSize,
            InstantSource clock,
            MeterRegistry meters) {
        this.issuers = issuers;
        this.policy = policy;
        this.revoked = revoked;
        this.clock = clock;
        this.cache = Caffeine.newBuilder()
                .maximumSize(cacheSize)
                .expireAfter(Expiry.<String, VerifiedToken>creating(
                        (token, proof) -> Duration.between(clock.instant(), proof.expiresAt())))
                .build();
        this.rejections = Caffeine.newBuilder()
                .maximumWeight(MAX_REJECTED_CHARACTERS)
                .weigher((String token, String reason) -> token.length())
                .expireAfterWrite(REJECTION_LIFETIME)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
        this.cached = meters.counter("gateway.token.verifications", "result", "cached");
        this.verified = meters.counter("gateway.token.verifications", "result", "verified");
        this.refused = meters.counter("gateway.token.verifications", "result", "refused");
    }

    /** Has the signature of an {@code AuthenticationManager}. A bean of that type would join every filter chain. */
    Authentication authenticate(Authentication request) {
        try {
            var token = ((BearerTokenAuthenticationToken) request).getToken();
            var cachedProof = cache.getIfPresent(token);
            var known = cachedProof != null && cachedProof.isUpToDate() ? cachedProof : null;
            var caller = caller(known != null ? known : verify(token));
            (known != null ? cached : verified).increment();
            return new PreAuthenticatedAuthenticationToken(caller, "", List.of());
        } catch (AuthenticationException e) {
            refused.increment();
            throw e;
        }
    }

    private VerifiedToken verify(String token) {
        var rejection = rejections.getIfPresent(token);
        if (rejection != null) {
            throw new InvalidTokenException(rejection);
        }
        try {
            var proof = issuers.verify(token, issuer -> issuer.verify(token));
            requireUnexpired(proof); // here too, so that the rejection of one that the decoder tolerates is cached
            cache.put(token, proof);
            return proof;
        } catch (InvalidTokenException e) {
            rejections.put(token, String.valueOf(e.getError().getDescription()));
            throw e;
        }
    }

    private void requireUnexpired(VerifiedToken token) {
        if (!clock.instant().isBefore(token.expiresAt())) {
            throw new InvalidTokenException("the token has expired");
        }
    }

    private Caller caller(VerifiedToken token) {
        requireUnexpired(token);
        var snapshot = policy.current();
        return switch (token) {
            case VerifiedToken.CompanyToken company -> {
                requireActive(CallerStatus.ofTeam(snapshot, company.caller().team()));
                yield company.caller();
            }
            case VerifiedToken.GatewayToken own -> {
                if (revoked.contains(own.id())) {
                    throw new InvalidTokenException("the token was revoked");
                }
                var active = requireActive(CallerStatus.ofClient(snapshot, own.client()));
                yield new Caller(active.team(), own.client(), own.issuer(), LoginKind.SERVICE_ACCOUNT);
            }
        };
    }

    private static CallerStatus.Active requireActive(CallerStatus status) {
        return switch (status) {
            case CallerStatus.Active active -> active;
            case CallerStatus.Inactive inactive ->
                throw new InvalidTokenException(inactive.reason().sentence());
        };
    }
}
