package dev.atlasgateway.policy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A new secret of a client: 256 random bits, shown once. Only its digest is stored. */
public record DrawnSecret(String secret) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public static DrawnSecret draw() {
        return new DrawnSecret(
                "mdb_sa_sk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32)));
    }

    /** Returns a random id for a new client. */
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
