package dev.atlasgateway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/** TLS in front of a plain server, with a certificate that only {@link #bundle} trusts. */
public final class TlsFront implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    private final KeyStore certificate;
    private final SSLServerSocket server;
    private final URI target;
    private final AtomicInteger failedHandshakes = new AtomicInteger();

    private TlsFront(KeyStore certificate, URI target) throws IOException, GeneralSecurityException {
        this.certificate = certificate;
        this.target = target;
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        this.server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Pipe.serveAll(server, socket -> serve((SSLSocket) socket));
    }

    /**
     * Starts a front.
     *
     * @param name subject alternative name of the certificate, such as {@code dns:atlas.invalid} or {@code ip:127.0.0.1}
     * @param directory where to keep the certificate
     */
    public static TlsFront of(String name, URI target, Path directory) throws Exception {
        var file = directory.resolve(name.replace(':', '-') + ".p12");
        var keytool = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/keytool",
                        "-genkeypair",
                        "-alias",
                        "front",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=front",
                        "-ext",
                        "san=" + name,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        return new TlsFront(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()), target);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Returns how many clients have rejected the certificate. */
    public int failedHandshakes() {
        return failedHandshakes.get();
    }

    /** Returns the SSL bundle {@code company}, which trusts only this certificate. */
    public DefaultSslBundleRegistry bundle() throws GeneralSecurityException, IOException {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("front", certificate.getCertificate("front"));
        return new DefaultSslBundleRegistry("company", SslBundle.of(SslStoreBundle.of(null, null, trust)));
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
