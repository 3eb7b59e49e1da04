package dev.atlasgateway.simulator.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The service accounts, their secrets and their tokens. */
public final class ServiceAccounts {

    private static final int MOST_SECRETS = 2;

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Tokens tokens;
    private final TokenLimits limits;
    private final InstantSource clock;

    public ServiceAccounts(TokenLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.tokens = new Tokens(limits, clock);
    }

    /** Adds a secret, and the account too if it is new; an account has two secrets at most. */
    public void addSecret(String clientId, String secret) {
        var secrets = accounts.computeIfAbsent(clientId, absent -> new Account(limits, clock))
                .secrets();
        if (secrets.size() >= MOST_SECRETS) {
            throw new IllegalStateException(clientId + " has two secrets already; remove one first");
        }
        secrets.add(secret);
    }

    /** Removes a secret. Tokens obtained with it stay valid. */
    public void removeSecret(String clientId, String secret) {
        var account = accounts.get(clientId);
        if (account == null || !account.secrets().remove(secret)) {
            throw new IllegalArgumentException(clientId + " has no such secret");
        }
    }

    /** Returns the account of a token, or null if the token is unknown, expired or revoked. */
    public @Nullable String holder(String token) {
        return tokens.holder(token);
    }

    public void revokeAll() {
        tokens.revokeAll();
    }

    public long mintedTokens() {
        return tokens.mintedTokens();
    }

    public int liveTokens(String clientId) {
        return tokens.live(clientId);
    }

    /** Counts a request, and returns whether the account is still below its limit of this minute. */
    boolean mayAsk(String clientId) {
        var account = accounts.get(clientId);
        return account == null || account.minute().take();
    }

    void authenticate(Credentials credentials) {
        var account = accounts.get(credentials.clientId());
        if (account == null || account.secrets().stream().noneMatch(known -> same(known, credentials.secret()))) {
            throw OAuthErrors.invalidClient();
        }
    }

    String mint(String clientId) {
        return tokens.mint(clientId);
    }

    void revoke(String clientId, String token) {
        tokens.revoke(clientId, token);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private record Account(List<String> secrets, MinuteLimit minute) {

        Account(TokenLimits limits, InstantSource clock) {
            this(new CopyOnWriteArrayList<>(), new MinuteLimit(limits.requestsPerMinute(), clock));
        }
    }
}
