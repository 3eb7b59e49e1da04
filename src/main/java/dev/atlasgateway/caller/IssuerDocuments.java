package dev.atlasgateway.caller;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private static final Duration LONGEST = Duration.ofSeconds(5);

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
        return fetch(address, LONGEST);
    }

    /** Limits the answer as a whole, because a read timeout does not end one that arrives byte by byte. */
    String fetch(URI address, Duration longest) throws IOException {
        var read = new FutureTask<>(() -> new DefaultResourceRetriever(
                        CONNECT_TIMEOUT_MILLIS, READ_TIMEOUT_MILLIS, MAX_RESPONSE_BYTES, true, tls())
                .retrieveResource(address.toURL())
                .getContent());
        Thread.ofVirtual().name("issuer-documents").start(read);
        try {
            return read.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the answer takes longer than %d ms".formatted(longest.toMillis()), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            read.cancel(true); // an interrupt closes the socket of a virtual thread
        }
    }
}
