package dev.atlasgateway.caller;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;

/**
 * Reads what an OpenID provider publishes, within bounds of time and size.
 *
 * @param sslBundle the name of the SSL bundle for its connections; null to trust the authorities of the JVM
 */
public record IssuerDocuments(String issuer, @Nullable String sslBundle, SslBundles bundles) {

    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
    private static final int READ_TIMEOUT_MILLIS = 2_000;
    private static final int MAX_RESPONSE_BYTES = 256 * 1024;

    /** @throws org.springframework.boot.ssl.NoSuchSslBundleException if the SSL bundle does not exist */
    public IssuerDocuments {
        if (sslBundle != null) {
            bundles.getBundle(sslBundle);
        }
    }

    /**
     * Returns the discovery document (OpenID Connect Discovery 1.0).
     *
     * @throws IOException if it is not available or names another issuer
     */
    public Map<String, Object> discover() throws IOException, ParseException {
        var base = issuer.endsWith("/") ? issuer : issuer + "/";
        var document = JSONObjectUtils.parse(fetch(URI.create(base + ".well-known/openid-configuration")));
        if (!issuer.equals(JSONObjectUtils.getString(document, "issuer"))) {
            throw new IOException("its discovery document names another issuer");
        }
        return document;
    }

    /** Returns the sockets for TLS with the SSL bundle as it is now, or null without a bundle. */
    public @Nullable SSLSocketFactory tls() {
        return sslBundle == null
                ? null
                : bundles.getBundle(sslBundle).createSslContext().getSocketFactory();
    }

    /** Returns the text at an address of the provider. */
    String fetch(URI address) throws IOException {
        return new DefaultResourceRetriever(
                        CONNECT_TIMEOUT_MILLIS, READ_TIMEOUT_MILLIS, MAX_RESPONSE_BYTES, true, tls())
                .retrieveResource(address.toURL())
                .getContent();
    }
}
