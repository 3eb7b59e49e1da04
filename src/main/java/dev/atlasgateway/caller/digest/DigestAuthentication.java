package dev.atlasgateway.caller.digest;

import dev.atlasgateway.caller.DigestException;
import dev.atlasgateway.caller.DigestException.Kind;
import dev.atlasgateway.caller.DigestLogin;
import dev.atlasgateway.caller.LoginLimit;
import dev.atlasgateway.caller.SourceBuckets;
import dev.atlasgateway.caller.UsedNonces;
import dev.atlasgateway.exchange.RequestPath;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Challenges calls without credentials, and checks the answers.
 *
 * <p>Spring Security's {@code DigestAuthenticationFilter} does not fit: its challenge lacks {@code domain},
 * {@code algorithm} and {@code stale=false}, which Atlas's clients expect, and it checks neither {@code uri} nor whether an
 * answer was used before.
 */
final class DigestAuthentication implements DigestLogin {

    private static final String SCHEME = "Digest ";
    private static final String BEFORE_NONCE = "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"";
    private static final String AFTER_NONCE = "\", algorithm=MD5, qop=\"auth\", stale=";
    /** The calls that clients of Atlas send twice. Others are refused at once. */
    private static final String CHALLENGED = "/api/atlas/";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final String ACCEPTED = "accepted";

    private final boolean on;
    private final Nonces nonces;
    private final Duration longestUse;
    private final LocalUsedNonces used;
    private final UsedNonces shared;
    private final ApiKeyAuthenticator keys;
    private final SourceBuckets challenges;
    private final Map<String, Counter> results;

    DigestAuthentication(
            boolean on,
            Nonces nonces,
            LocalUsedNonces used,
            UsedNonces shared,
            ApiKeyAuthenticator keys,
            SourceBuckets challenges,
            MeterRegistry meters) {
        this.on = on;
        this.nonces = nonces;
        this.longestUse = nonces.longestUse();
        this.used = used;
        this.shared = shared;
        this.keys = keys;
        this.challenges = challenges;
        this.results = Stream.concat(Stream.of(Kind.values()).map(DigestAuthentication::word), Stream.of(ACCEPTED))
                .collect(Collectors.toMap(
                        result -> result, result -> meters.counter("gateway.digest.calls", "result", result)));
    }

    /** A call, with the parameters of its header; null if it has no header. */
    private static final class DigestAuthenticationToken extends AbstractAuthenticationToken {

        private final transient HttpServletRequest request;
        private final @Nullable String parameters;

        DigestAuthenticationToken(HttpServletRequest request, @Nullable String parameters) {
            super(List.of());
            this.request = request;
            this.parameters = parameters;
        }

        @Override
        public @Nullable Object getCredentials() {
            return null;
        }

        @Override
        public Object getPrincipal() {
            return "";
        }
    }

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public String challenge(boolean stale) {
        return BEFORE_NONCE + nonces.next() + AFTER_NONCE + stale;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        if (!on) {
            return null;
        }
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return isFirstHalf(request) ? new DigestAuthenticationToken(request, null) : null;
        }
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? new DigestAuthenticationToken(request, header.substring(SCHEME.length()))
                : null;
    }

    /** Whether a call is the first half of a login, where API keys are switched on. */
    static boolean isFirstHalf(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && RequestPath.of(request).startsWith(CHALLENGED)
                && METHODS.contains(request.getMethod());
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var token = (DigestAuthenticationToken) authentication;
        try {
            if (token.parameters == null) {
                throw challenge(token.request, Kind.FIRST_HALF, "");
            }
            return authenticate(token.request, token.parameters);
        } catch (DigestException e) {
            count(word(e.kind()));
            throw e;
        }
    }

    /** Returns the challenge of this kind, or the refusal of an address that gives no right answers. */
    private DigestException challenge(HttpServletRequest request, Kind kind, String note) {
        var wait = challenges.take(request.getRemoteAddr());
        if (wait.isZero()) {
            return DigestException.of(kind, note);
        }
        var sentence = """
                This address got %d challenges in a minute without a right answer. \
                Wait, and then send the call again with the answer to its challenge.""".formatted(challenges.capacity());
        return DigestException.limited(
                LoginLimit.refusal(sentence, CHALLENGED, challenges.capacity(), LoginLimit.PERIOD, wait));
    }

    private Authentication authenticate(HttpServletRequest request, String parameters) {
        var credentials = DigestCredentials.read(parameters, target(request));
        var caller = keys.authenticate(credentials, request.getMethod(), request.getRemoteAddr());
        requireFirstUse(request, credentials);
        challenges.giveBack(request.getRemoteAddr());
        count(ACCEPTED);
        return new PreAuthenticatedAuthenticationToken(caller, "", List.of());
    }

    private void requireFirstUse(HttpServletRequest request, DigestCredentials credentials) {
        var madeAt = nonces.madeAt(credentials.nonce()).filter(nonces::isFresh).orElseThrow(() -> stale(request));
        switch (used.use(madeAt, credentials.nonceAndCount())) {
            case TOO_OLD -> throw stale(request);
            case REPEATED -> throw replayed();
            case FIRST -> {
                if (!shared.isFirstUse(credentials.nonceAndCount(), longestUse)) {
                    throw replayed();
                }
            }
        }
    }

    private DigestException stale(HttpServletRequest request) {
        return challenge(request, Kind.STALE, "the nonce has expired");
    }

    private static DigestException replayed() {
        return DigestException.of(Kind.REPLAYED, "the nonce was used before with the same count");
    }

    private static String target(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** Refuses a login of an address, or of an API key at it, that has failed too often. */
    static DigestException limited(int limit, Duration wait) {
        var sentence = "Resource %s is limited to %d failed logins every %d minutes."
                .formatted(CHALLENGED, limit, LoginLimit.PERIOD.toMinutes());
        return DigestException.limited(LoginLimit.refusal(sentence, CHALLENGED, limit, LoginLimit.PERIOD, wait));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void count(String result) {
        Objects.requireNonNull(results.get(result)).increment();
    }
}
