package dev.atlasgateway.simulator.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The issued tokens. They look like the JWTs of Atlas, but their signature cannot be verified. */
final class Tokens {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encoded("{\"alg\":\"ES512\",\"typ\":\"JWT\"}");

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final AtomicLong minted = new AtomicLong();
    private final SecureRandom random = new SecureRandom();
    private final TokenLimits limits;
    private final InstantSource clock;

    Tokens(TokenLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    synchronized String mint(String clientId) {
        if (live(clientId) >= limits.liveTokens()) {
            throw OAuthErrors.accessDenied();
        }
        var now = clock.instant();
        var expires = now.plus(limits.lifetime());
        var claims = "{\"sub\":\"" + clientId + "\",\"iat\":" + now.getEpochSecond() + ",\"exp\":"
                + expires.getEpochSecond() + "}";
        var signature = new byte[132];
        random.nextBytes(signature);
        var token = HEADER + "." + encoded(claims) + "." + URL.encodeToString(signature);
        tokens.put(token, new Token(clientId, expires));
        minted.incrementAndGet();
        return token;
    }

    @Nullable
    String holder(String token) {
        var found = tokens.get(token);
        return found == null || !clock.instant().isBefore(found.expires()) ? null : found.clientId();
    }

    void revoke(String clientId, String token) {
        tokens.computeIfPresent(token, (key, found) -> found.clientId().equals(clientId) ? null : found);
    }

    void revokeAll() {
        tokens.clear();
    }

    long mintedTokens() {
        return minted.get();
    }

    int live(String clientId) {
        var now = clock.instant();
        tokens.values().removeIf(token -> !now.isBefore(token.expires()));
        return (int) tokens.values().stream()
                .filter(token -> token.clientId().equals(clientId))
                .count();
    }

    private static String encoded(String json) {
        return URL.encodeToString(json.getBytes(UTF_8));
    }

    private record Token(String clientId, Instant expires) {}
}
