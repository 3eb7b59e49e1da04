package dev.atlasgateway.caller;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** New key for {@code gateway.caller.signing-key} of a gateway in its own process. */
public final class SigningKeyFile {

    private SigningKeyFile() {}

    /** Writes {@code signing.pem}. */
    public static Path in(Path folder) throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var der = generator.generateKeyPair().getPrivate().getEncoded();
            var body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
            return Files.writeString(
                    folder.resolve("signing.pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
