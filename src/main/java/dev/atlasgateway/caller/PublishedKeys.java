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

/** The keys that an issuer publishes, at a known address or at the one that OpenID Connect Discovery 1.0 tells. */
final class PublishedKeys implements JWKSetSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);

    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 2_000;
    private static final int MAX_BYTES = 256 * 1024;
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
    private static final Duration IN_AN_OUTAGE = Duration.ofHours(1);

    private final String issuer;
    private final @Nullable URI jwkSetUri;
    private final ResourceRetriever http = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MAX_BYTES);

    private volatile boolean answered;

    private PublishedKeys(String issuer, @Nullable URI jwkSetUri) {
        this.issuer = issuer;
        this.jwkSetUri = jwkSetUri;
    }

    /**
     * The issuer's keys, fetched when a token first needs them and then remembered: five minutes, or an hour while the
     * issuer cannot be reached. Tokens with unknown key ids cannot make the gateway fetch more than twice in ten seconds;
     * beyond that, an issuer that answered has no such key.
     */
    static JWKSource<SecurityContext> of(String issuer, @Nullable URI jwkSetUri) {
        var published = new PublishedKeys(issuer, jwkSetUri);
        var keys = JWKSourceBuilder.create(published)
                .cache(FRESH.toMillis(), WAIT.toMillis())
                .refreshAheadCache(false)
                .rateLimited(BETWEEN_FETCHES.toMillis())
                .outageTolerant(IN_AN_OUTAGE.toMillis())
                .build();
        return (selector, context) -> {
            try {
                return keys.get(selector, context);
            } catch (RateLimitReachedException e) {
                if (published.answered) {
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
            var keys = JWKSet.parse(fetch(jwkSetUri == null ? discovered() : jwkSetUri));
            answered = true;
            return keys;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            answered = false;
            LOG.warn("The keys of issuer {} cannot be had: {}", issuer, e.toString());
            throw new JWKSetRetrievalException("The keys of the issuer cannot be had", e);
        }
    }

    private URI discovered() throws IOException, ParseException {
        var base = issuer.endsWith("/") ? issuer : issuer + "/";
        var document = JSONObjectUtils.parse(fetch(URI.create(base + ".well-known/openid-configuration")));
        if (!issuer.equals(JSONObjectUtils.getString(document, "issuer"))) {
            throw new IOException("its discovery document is another issuer's");
        }
        var keys = JSONObjectUtils.getURI(document, "jwks_uri");
        if (keys == null || (issuer.startsWith("https:") && !"https".equals(keys.getScheme()))) {
            throw new IOException("its discovery document names no jwks_uri that can be trusted");
        }
        return keys;
    }

    private String fetch(URI address) throws IOException {
        return http.retrieveResource(address.toURL()).getContent();
    }

    @Override
    public void close() {}
}
