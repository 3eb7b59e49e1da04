package dev.atlasgateway.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jwt.SignedJWT;
import dev.atlasgateway.policy.Policy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Turns a Bearer token into the {@link Caller} behind it.
 *
 * <p>A signature is checked once and then remembered. What can change meanwhile is asked on every call: the time, the
 * revocations, the client, the team; all of it look-ups in memory.
 */
final class BearerAuthentication {

    private static final String NO_TOKEN = "the token is malformed, or its signature is not one that counts";

    private final Map<String, TrustedIssuer> issuers;
    private final Policy policy;
    private final RevokedTokens revoked;
    private final InstantSource clock;
    private final Cache<String, VerifiedToken> remembered;
    private final Counter fromMemory;
    private final Counter verified;
    private final Counter refused;

    /** @param issuers by the {@code iss} of their tokens */
    BearerAuthentication(
            Map<String, TrustedIssuer> issuers,
            Policy policy,
            RevokedTokens revoked,
            int rememberedTokens,
            InstantSource clock,
            MeterRegistry meters) {
        this.issuers = Map.copyOf(issuers);
        this.policy = policy;
        this.revoked = revoked;
        this.clock = clock;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(rememberedTokens)
                .expireAfter(Expiry.<String, VerifiedToken>creating(
                        (token, proof) -> Duration.between(clock.instant(), proof.expiresAt())))
                .build();
        this.fromMemory = meters.counter("gateway.token.verifications", "result", "cached");
        this.verified = meters.counter("gateway.token.verifications", "result", "verified");
        this.refused = meters.counter("gateway.token.verifications", "result", "refused");
    }

    /** An {@code AuthenticationManager}'s method; but as a bean of that type it would become every filter chain's. */
    Authentication authenticate(Authentication request) {
        try {
            var token = ((BearerTokenAuthenticationToken) request).getToken();
            var known = remembered.getIfPresent(token);
            var caller = caller(known != null ? known : verify(token));
            (known != null ? fromMemory : verified).increment();
            return new PreAuthenticatedAuthenticationToken(caller, "", List.of());
        } catch (AuthenticationException e) {
            refused.increment();
            throw e;
        }
    }

    private VerifiedToken verify(String token) {
        try {
            var proof = issuer(token).verify(token);
            remembered.put(token, proof);
            return proof;
        } catch (JwtValidationException e) {
            throw new TokenRefused(
                    String.valueOf(e.getErrors().iterator().next().getDescription()));
        } catch (BadJwtException e) {
            throw new TokenRefused(NO_TOKEN);
        } catch (JwtException e) {
            throw new AuthenticationServiceException("the keys of the token's issuer cannot be had at present", e);
        }
    }

    /** Reads no more of an unverified token than whose it claims to be. */
    private TrustedIssuer issuer(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            if (jwt.getHeader().getCriticalParams() != null) {
                throw new TokenRefused("no critical header is understood here");
            }
            var issuer = issuers.get(String.valueOf(jwt.getJWTClaimsSet().getIssuer()));
            if (issuer == null) {
                throw new TokenRefused("the issuer is not one that counts");
            }
            return issuer;
        } catch (ParseException e) {
            throw new TokenRefused(NO_TOKEN);
        }
    }

    private Caller caller(VerifiedToken token) {
        if (!clock.instant().isBefore(token.expiresAt())) {
            throw new TokenRefused("the token has expired");
        }
        var snapshot = policy.current();
        return switch (token) {
            case VerifiedToken.OfTeam company -> {
                team(CallerStatus.ofTeam(snapshot, company.caller().team()));
                yield company.caller();
            }
            case VerifiedToken.OfClient own -> {
                if (revoked.contains(own.id())) {
                    throw new TokenRefused("the token was revoked");
                }
                yield new Caller(team(CallerStatus.ofClient(snapshot, own.client())), own.client(), own.issuer());
            }
        };
    }

    private static String team(CallerStatus standing) {
        return switch (standing) {
            case CallerStatus.Good good -> good.team();
            case CallerStatus.Bad bad -> throw new TokenRefused(bad.reason());
        };
    }
}
