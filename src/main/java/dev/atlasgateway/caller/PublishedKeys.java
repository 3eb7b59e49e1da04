package dev.atlasgateway.caller;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the keys that an issuer publishes. The address is configured or found by OpenID Connect Discovery 1.0. */
final class PublishedKeys implements JWKSetSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);

    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
    private static final int READ_TIMEOUT_MILLIS = 2_000;
    private static final int MAX_RESPONSE_BYTES = 256 * 1024;
    private static final Duration CACHE_LIFETIME = Duration.ofMinutes(5);
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MIN_FETCH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration OUTAGE_LIFETIME = Duration.ofHours(1);

    private final String issuer;
    private final @Nullable URI jwkSetUri;
    private final ResourceRetriever http =
            new DefaultResourceRetriever(CONNECT_TIMEOUT_MILLIS, READ_TIMEOUT_MILLIS, MAX_RESPONSE_BYTES);

    private volatile boolean lastFetchSucceeded;

    private PublishedKeys(String issuer, @Nullable URI jwkSetUri) {
        this.issuer = issuer;
        this.jwkSetUri = jwkSetUri;
    }

    /**
     * Returns the issuer's keys. They are fetched when a token first needs them and cached for five minutes, or for an
     * hour while the issuer is not reachable.
     *
     * <p>Unknown key ids cause at most two fetches in ten seconds. Beyond that, an unknown key
     * id is invalid if the last fetch succeeded. Otherwise the keys are not available.
     */
    static JWKSource<SecurityContext> of(String issuer, @Nullable URI jwkSetUri) {
        var published = new PublishedKeys(issuer, jwkSetUri);
        var keys = JWKSourceBuilder.create(published)
                .cache(CACHE_LIFETIME.toMillis(), FETCH_TIMEOUT.toMillis())
                .refreshAheadCache(false)
                .rateLimited(MIN_FETCH_INTERVAL.toMillis())
                .outageTolerant(OUTAGE_LIFETIME.toMillis())
                .build();
        return (selector, context) -> {
            try {
                return keys.get(selector, context);
            } catch (RateLimitReachedException e) {
                if (published.lastFetchSucceeded) {
                    return List.of();
                }
                throw e;
            }
        };
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            var keys = JWKSet.parse(fetch(jwkSetUri == null ? discover() : jwkSetUri));
            lastFetchSucceeded = true;
            return keys;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            lastFetchSucceeded = false;
            LOG.warn("The keys of issuer {} are not available: {}", issuer, e.toString());
            throw new JWKSetRetrievalException("The keys of the issuer are not available", e);
        }
    }

    private URI discover() throws IOException, ParseException {
        var base = issuer.endsWith("/") ? issuer : issuer + "/";
        var document = JSONObjectUtils.parse(fetch(URI.create(base + ".well-known/openid-configuration")));
        if (!issuer.equals(JSONObjectUtils.getString(document, "issuer"))) {
            throw new IOException("its discovery document names another issuer");
        }
        var keys = JSONObjectUtils.getURI(document, "jwks_uri");
        if (keys == null || (issuer.startsWith("https:") && !"https".equals(keys.getScheme()))) {
            throw new IOException("its discovery document has no jwks_uri, or an http one for an https issuer");
        }
        return keys;
    }

    private String fetch(URI address) throws IOException {
        return http.retrieveResource(address.toURL()).getContent();
    }

    @Override
    public void close() {}
}
