package dev.atlasgateway.simulator;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The service accounts there are, their secrets, and the tokens they hold. */
final class ServiceAccounts {

    private static final int MOST_SECRETS = 2;
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final AtomicLong minted = new AtomicLong();
    private final SecureRandom random = new SecureRandom();
    private final SimulatorSettings settings;

    ServiceAccounts(SimulatorSettings settings) {
        this.settings = settings;
    }

    /** Adds a secret, and the account too if it is new; an account has two secrets at most. */
    void addSecret(String clientId, String secret) {
        var secrets =
                accounts.computeIfAbsent(clientId, key -> new Account(settings)).secrets();
        if (secrets.size() >= MOST_SECRETS) {
            throw new IllegalStateException(clientId + " has two secrets already; remove one first");
        }
        secrets.add(secret);
    }

    /** Removes a secret; tokens obtained with it live on. */
    void removeSecret(String clientId, String secret) {
        var account = accounts.get(clientId);
        if (account == null || !account.secrets().remove(secret)) {
            throw new IllegalArgumentException(clientId + " has no such secret");
        }
    }

    boolean authenticates(String clientId, String secret) {
        var account = accounts.get(clientId);
        return account != null && account.secrets().stream().anyMatch(known -> Digests.same(known, secret));
    }

    /** Whether the account has not asked the token endpoint too often in this minute; counts the request. */
    boolean mayAsk(String clientId) {
        var account = accounts.get(clientId);
        return account == null || account.minute().take();
    }

    /** A new token, or null if the account has as many as it may have. */
    @Nullable
    String mint(String clientId) {
        synchronized (tokens) {
            if (liveTokens(clientId) >= settings.tokens().liveTokens()) {
                return null;
            }
            var now = settings.clock().instant();
            var token = token(clientId, now);
            tokens.put(token, new Token(clientId, now.plus(settings.tokens().lifetime())));
            minted.incrementAndGet();
            return token;
        }
    }

    /** The account that holds a token, or null for a token that is unknown, expired or revoked. */
    @Nullable
    String holder(String token) {
        var found = tokens.get(token);
        return found == null || !settings.clock().instant().isBefore(found.expires()) ? null : found.clientId();
    }

    void revoke(String clientId, String token) {
        tokens.computeIfPresent(token, (key, found) -> found.clientId().equals(clientId) ? null : found);
    }

    void revokeAll() {
        tokens.clear();
    }

    long minted() {
        return minted.get();
    }

    int liveTokens(String clientId) {
        var now = settings.clock().instant();
        tokens.values().removeIf(token -> !now.isBefore(token.expires()));
        return (int) tokens.values().stream()
                .filter(token -> token.clientId().equals(clientId))
                .count();
    }

    /** Looks like the JWTs that Atlas gives out, though nothing can verify it. */
    private String token(String clientId, Instant now) {
        var signature = new byte[64];
        random.nextBytes(signature);
        var claims = "{\"sub\":\"%s\",\"iat\":%d,\"exp\":%d}"
                .formatted(
                        clientId,
                        now.getEpochSecond(),
                        now.plus(settings.tokens().lifetime()).getEpochSecond());
        return URL.encodeToString(
                        "{\"alg\":\"ES512\",\"typ\":\"JWT\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "."
                + URL.encodeToString(claims.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "."
                + URL.encodeToString(signature);
    }

    private record Account(List<String> secrets, MinuteWindow minute) {

        Account(SimulatorSettings settings) {
            this(
                    new CopyOnWriteArrayList<>(),
                    new MinuteWindow(settings.tokens().requestsPerMinute(), settings.clock()));
        }
    }

    private record Token(String clientId, Instant expires) {}
}
