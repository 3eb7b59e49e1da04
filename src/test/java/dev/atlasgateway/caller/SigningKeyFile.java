package dev.atlasgateway.caller;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A file for {@code gateway.caller.signing-key}. It has the same new key for all gateways that the tests of a JVM start,
 * because making a key takes as long as a small test.
 */
public final class SigningKeyFile {

    private static final String PEM = pem();

    private SigningKeyFile() {}

    /** Writes {@code signing.pem}. */
    public static Path in(Path folder) throws IOException {
        return Files.writeString(folder.resolve("signing.pem"), PEM);
    }

    private static String pem() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var der = generator.generateKeyPair().getPrivate().getEncoded();
            var body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
            return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
