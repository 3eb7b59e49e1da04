package dev.atlasgateway.policy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** A new secret of a client: 256 random bits, or the UUID of an API key. Shown once, and not stored as it is. */
public record DrawnSecret(String secret) {

    private static final int PUBLIC_KEY_LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Returns a new secret of the form that this client's have. */
    public static DrawnSecret drawFor(String clientId) {
        return Client.isApiKey(clientId) ? new DrawnSecret(UUID.randomUUID().toString()) : draw();
    }

    private static DrawnSecret draw() {
        return new DrawnSecret(
                "mdb_sa_sk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32)));
    }

    /** Returns a random id for a new service account. */
    public static String drawId() {
        return "mdb_sa_id_" + HexFormat.of().formatHex(bytes(12));
    }

    /** Returns a random public key for a new API key. */
    public static String drawPublicKey() {
        return RANDOM.ints(PUBLIC_KEY_LENGTH, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] bytes(int number) {
        var bytes = new byte[number];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "DrawnSecret";
    }
}
