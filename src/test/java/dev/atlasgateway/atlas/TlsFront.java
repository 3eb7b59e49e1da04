package dev.atlasgateway.atlas;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/** TLS in front of a plain server, with a certificate that only {@link #bundle} trusts. */
final class TlsFront implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    private final KeyStore certificate;
    private final SSLServerSocket server;

    private TlsFront(KeyStore certificate, URI behind) throws IOException, GeneralSecurityException {
        this.certificate = certificate;
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        this.server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Pipe.serveAll(server, socket -> {
            try (var plain = new Socket(behind.getHost(), behind.getPort())) {
                Pipe.between(socket, plain);
            }
        });
    }

    static TlsFront of(String host, URI behind, Path directory) throws Exception {
        var file = directory.resolve(host + ".p12");
        var keytool = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/keytool",
                        "-genkeypair",
                        "-alias",
                        "front",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new TlsFront(store, behind);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns the SSL bundle {@code company}, which trusts only this certificate. */
    DefaultSslBundleRegistry bundle() throws GeneralSecurityException, IOException {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("front", certificate.getCertificate("front"));
        return new DefaultSslBundleRegistry("company", SslBundle.of(SslStoreBundle.of(null, null, trust)));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
