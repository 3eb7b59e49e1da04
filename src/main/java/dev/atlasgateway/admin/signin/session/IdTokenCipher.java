package dev.atlasgateway.admin.signin.session;

import dev.atlasgateway.policy.Sha256;
import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.keygen.KeyGenerators;

/** Encrypts the ID token of a session with a key that follows from the session's secret, which only the browser has. */
final class IdTokenCipher {

    private static final int IV_BYTES = 16;

    private IdTokenCipher() {}

    static byte[] encrypt(String idToken, String sessionSecret) {
        return cipher(sessionSecret).encrypt(idToken.getBytes(StandardCharsets.US_ASCII));
    }

    static String decrypt(byte[] encrypted, String sessionSecret) {
        return new String(cipher(sessionSecret).decrypt(encrypted), StandardCharsets.US_ASCII);
    }

    private static AesBytesEncryptor cipher(String sessionSecret) {
        return new AesBytesEncryptor(
                new SecretKeySpec(Sha256.of("id token " + sessionSecret), "AES"),
                KeyGenerators.secureRandom(IV_BYTES),
                CipherAlgorithm.GCM);
    }
}
