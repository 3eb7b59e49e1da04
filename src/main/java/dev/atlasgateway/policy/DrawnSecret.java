package dev.atlasgateway.policy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A client's new secret, 256 random bits, to be shown once; only its digest is kept. */
public record DrawnSecret(String secret) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public static DrawnSecret draw() {
        return new DrawnSecret(
                "mdb_sa_sk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32)));
    }

    /** An id for a new client. */
    public static String drawId() {
        return "mdb_sa_id_" + HexFormat.of().formatHex(bytes(12));
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
