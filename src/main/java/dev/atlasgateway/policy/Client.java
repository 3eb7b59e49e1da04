package dev.atlasgateway.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A team's service account at the gateway.
 *
 * @param id {@code mdb_sa_id_} and 24 hexadecimal digits, as Atlas's own
 * @param secrets at most two, so that one can be rotated while the other serves
 */
public record Client(String id, String team, List<Secret> secrets, boolean disabled) implements PolicyObject {

    private static final int FINGERPRINT = 8;

    public Client {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String key() {
        return id;
    }

    /** The secrets that open something at that time. */
    public List<Secret> serving(Instant now) {
        return secrets.stream().filter(secret -> secret.liveAt(now)).toList();
    }

    /**
     * This client with a second secret; what does not serve any more is dropped.
     *
     * @param end when the present one ends at the latest; null for when it would have ended anyway
     */
    public Client rotated(Secret young, @Nullable Instant end, Instant now) {
        var all = Stream.concat(serving(now).stream().map(secret -> secret.endingBy(end)), Stream.of(young));
        return with(all.toList());
    }

    /** This client with another end of one secret; null for none. */
    public Client expiring(String fingerprint, @Nullable Instant expiresAt) {
        return with(secrets.stream()
                .map(secret -> secret.isCalled(fingerprint) ? new Secret(secret.sha256(), expiresAt) : secret)
                .toList());
    }

    /** This client without one secret. */
    public Client without(String fingerprint) {
        return with(
                secrets.stream().filter(secret -> !secret.isCalled(fingerprint)).toList());
    }

    public Client disabled(boolean disabled) {
        return new Client(id, team, secrets, disabled);
    }

    private Client with(List<Secret> others) {
        return new Client(id, team, others, disabled);
    }

    /**
     * What is kept of a secret.
     *
     * @param sha256 the digest in lower-case hexadecimal: the secret holds 256 random bits, so no slow hash is needed
     * @param expiresAt null for one that does not expire
     */
    public record Secret(String sha256, @Nullable Instant expiresAt) {

        public Secret {
            expiresAt = Expiry.of(expiresAt);
        }

        /** What is kept of this one. */
        public static Secret of(String plain, @Nullable Instant expiresAt) {
            return new Secret(digest(plain), expiresAt);
        }

        /** Whether it is this one, compared in constant time. */
        public boolean is(String plain) {
            return MessageDigest.isEqual(
                    sha256.getBytes(US_ASCII), digest(plain).getBytes(US_ASCII));
        }

        private static String digest(String plain) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(plain.getBytes(UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JVM has SHA-256", e);
            }
        }

        /** Enough of the digest for people to tell a client's secrets apart. */
        public String fingerprint() {
            return sha256.substring(0, FINGERPRINT);
        }

        /** Whether that many digits of the digest, or more, are these. */
        public boolean isCalled(String fingerprint) {
            return fingerprint.length() >= FINGERPRINT && sha256.startsWith(fingerprint);
        }

        public boolean liveAt(Instant now) {
            return expiresAt == null || now.isBefore(expiresAt);
        }

        private Secret endingBy(@Nullable Instant end) {
            return end == null || (expiresAt != null && expiresAt.isBefore(end)) ? this : new Secret(sha256, end);
        }

        @Override
        public String toString() {
            return "Secret[expiresAt=" + expiresAt + "]";
        }
    }
}
