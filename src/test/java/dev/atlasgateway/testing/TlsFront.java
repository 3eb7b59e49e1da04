package dev.atlasgateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** TLS in front of a plain server, with a certificate that only {@link #bundle} trusts. */
public final class TlsFront implements AutoCloseable {

    private final PemSslStoreDetails certificate;
    private final SSLServerSocket server;
    private final URI target;
    private final AtomicInteger failedHandshakes = new AtomicInteger();

    private TlsFront(PemSslStoreDetails certificate, Path key, URI target) throws IOException {
        this.certificate = certificate;
        this.target = target;
        var own = SslBundle.of(
                new PemSslStoreBundle(certificate.withPrivateKey(key.toUri().toString()), null));
        this.server = (SSLServerSocket) own.createSslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Pipe.serveAll(server, socket -> serve((SSLSocket) socket));
    }

    /**
     * Starts a front.
     *
     * @param name subject alternative name of the certificate, such as {@code DNS:atlas.invalid} or {@code IP:127.0.0.1}
     * @param directory where to keep the certificate
     */
    public static TlsFront of(String name, URI target, Path directory) throws Exception {
        var key = directory.resolve(name.replace(':', '-') + ".key");
        var certificate = directory.resolve(name.replace(':', '-') + ".crt");
        var openssl = new ProcessBuilder( // a tenth of the time that keytool takes to start
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-subj",
                        "/CN=front",
                        "-addext",
                        "subjectAltName=" + name,
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(openssl.getInputStream().readAllBytes(), UTF_8);
        if (openssl.waitFor() != 0) {
            throw new IllegalStateException("openssl failed: " + output);
        }
        return new TlsFront(
                PemSslStoreDetails.forCertificate(certificate.toUri().toString()), key, target);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Returns how many clients have rejected the certificate. */
    public int failedHandshakes() {
        return failedHandshakes.get();
    }

    /** Returns the file of the certificate. */
    public Path certificate() {
        return Path.of(URI.create(Objects.requireNonNull(certificate.certificates())));
    }

    /** Returns the SSL bundle {@code company}, which trusts only this certificate. */
    public DefaultSslBundleRegistry bundle() {
        return new DefaultSslBundleRegistry("company", SslBundle.of(new PemSslStoreBundle(null, certificate)));
    }

    private void serve(SSLSocket client) throws IOException {
        try {
            client.startHandshake();
        } catch (SSLException e) {
            failedHandshakes.incrementAndGet();
            return;
        }
        try (var plain = new Socket(target.getHost(), target.getPort())) {
            Pipe.between(client, plain);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
