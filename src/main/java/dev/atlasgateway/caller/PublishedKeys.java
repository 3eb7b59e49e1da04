package dev.atlasgateway.caller;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;

/**
 * The keys that an issuer publishes, at a configured address or one found by OpenID Connect Discovery. They are fetched when
 * a token first needs them and cached for five minutes, or for an hour while the issuer is not reachable.
 *
 * <p>Unknown key ids cause at most two fetches in ten seconds. Beyond that, an unknown key id is invalid if the last fetch
 * succeeded. Otherwise the keys are not available.
 */
public final class PublishedKeys implements JWKSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);

    private static final Duration CACHE_LIFETIME = Duration.ofMinutes(5);
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FETCH_AHEAD = Duration.ofMinutes(1);
    private static final Duration MIN_FETCH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration OUTAGE_LIFETIME = Duration.ofHours(1);
    private static final ExecutorService BACKGROUND = Executors.newVirtualThreadPerTaskExecutor();

    private final InstantSource clock;
    private final Fetch fetch;
    private final JWKSetSource<SecurityContext> cached;

    private PublishedKeys(Fetch fetch, InstantSource clock) {
        this.clock = clock;
        this.fetch = fetch;
        var source = JWKSourceBuilder.create(fetch)
                .cache(CACHE_LIFETIME.toMillis(), FETCH_TIMEOUT.toMillis())
                .refreshAheadCache(FETCH_AHEAD.toMillis(), null, BACKGROUND, false, null, false)
                .rateLimited(MIN_FETCH_INTERVAL.toMillis())
                .outageTolerant(OUTAGE_LIFETIME.toMillis())
                .build();
        this.cached = ((JWKSetBasedJWKSource<SecurityContext>) source).getJWKSetSource();
    }

    /** Returns the keys of an issuer. They are fetched when a token first needs them. */
    public static PublishedKeys of(IssuerSettings settings, SslBundles bundles, InstantSource clock) {
        return of(new IssuerDocuments(settings.issuer(), settings.sslBundle(), bundles), settings.jwkSetUri(), clock);
    }

    /** @param jwkSetUri the address of the keys; null to find it by discovery */
    public static PublishedKeys of(IssuerDocuments issuer, @Nullable URI jwkSetUri, InstantSource clock) {
        return new PublishedKeys(new Fetch(issuer, jwkSetUri, clock), clock);
    }

    /**
     * Returns the present keys. They are the same object until the issuer changes them or is not reachable, so that what was
     * derived from them can be remembered as long.
     *
     * @throws KeySourceException if the keys are not available
     */
    public JWKSet current() throws KeySourceException {
        return cached.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), clock.millis(), null);
    }

    /** Returns how old the keys are while the issuer does not answer, or since when it did not; zero while it does. */
    public Duration outage() {
        return fetch.succeeded || fetch.since == null ? Duration.ZERO : Duration.between(fetch.since, clock.instant());
    }

    /** Returns true if these are the present keys. */
    public boolean areStill(JWKSet keys) {
        try {
            return current() == keys;
        } catch (KeySourceException e) {
            return false;
        }
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            var keys = current();
            var found = selector.select(keys);
            return found.isEmpty()
                    ? selector.select(cached.getJWKSet(
                            JWKSetCacheRefreshEvaluator.referenceComparison(keys), clock.millis(), context))
                    : found;
        } catch (RateLimitReachedException e) {
            if (fetch.succeeded) {
                return List.of();
            }
            throw e;
        }
    }

    /** Fetches the keys. Returns the same object as before if they are equal. */
    private static final class Fetch implements JWKSetSource<SecurityContext> {

        private final IssuerDocuments issuer;
        private final @Nullable URI jwkSetUri;
        private final InstantSource clock;
        private volatile boolean succeeded;
        private volatile @Nullable Instant since; // the last success, or before one the first try
        private volatile JWKSet last = new JWKSet();

        Fetch(IssuerDocuments issuer, @Nullable URI jwkSetUri, InstantSource clock) {
            this.issuer = issuer;
            this.clock = clock;
            this.jwkSetUri = jwkSetUri;
        }

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
                throws KeySourceException {
            try {
                var keys = JWKSet.parse(issuer.fetch(jwkSetUri == null ? discover() : jwkSetUri));
                if (!keys.equals(last)) {
                    last = keys;
                }
                since = clock.instant();
                succeeded = true;
                return last;
            } catch (IOException | ParseException | IllegalArgumentException e) {
                since = since == null ? clock.instant() : since;
                succeeded = false;
                LOG.warn("The keys of issuer {} are not available: {}", issuer.issuer(), e.toString());
                throw new JWKSetRetrievalException("The keys of the issuer are not available", e);
            }
        }

        private URI discover() throws IOException, ParseException {
            var keys = JSONObjectUtils.getURI(issuer.discover(), "jwks_uri");
            if (keys == null || (issuer.issuer().startsWith("https:") && !"https".equals(keys.getScheme()))) {
                throw new IOException("its discovery document has no jwks_uri, or an http one for an https issuer");
            }
            return keys;
        }

        @Override
        public void close() {}
    }
}
