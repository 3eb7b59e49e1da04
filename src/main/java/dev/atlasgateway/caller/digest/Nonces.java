package dev.atlasgateway.caller.digest;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Makes and verifies nonces of 32 characters, as long as Atlas's. A nonce consists of the time, random bits and a MAC of
 * both. So every replica accepts it, and none stores it.
 */
final class Nonces {

    private static final int CONTENT_BYTES = 12;
    private static final int BYTES = 24;
    private static final int RANDOM_BITS = 16;
    /** Accepted difference between the clocks of replicas. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Supplier<List<SecretKey>> keys;
    private volatile Macs last;
    private final Duration lifetime;
    private final InstantSource clock;

    private record Macs(List<SecretKey> keys, List<Mac> all) {

        static Macs of(List<SecretKey> keys) {
            return new Macs(keys, keys.stream().map(Nonces::mac).toList());
        }
    }

    /**
     * @param keys returns the present keys; the same list until they change. The first one makes nonces, all verify
     * @param lifetime how long after it was made a nonce may be answered
     */
    Nonces(Supplier<List<SecretKey>> keys, Duration lifetime, InstantSource clock) {
        this.keys = keys;
        this.last = Macs.of(keys.get());
        this.lifetime = lifetime;
        this.clock = clock;
    }

    private List<Mac> macs() {
        var present = keys.get();
        var known = last;
        if (known.keys() != present) {
            known = Macs.of(present);
            last = known;
        }
        return known.all();
    }

    String next() {
        var random = RANDOM.nextLong();
        var content = ByteBuffer.allocate(CONTENT_BYTES)
                .putLong((clock.millis() << RANDOM_BITS) | (random >>> (Long.SIZE - RANDOM_BITS)))
                .putInt((int) random)
                .array();
        var nonce = Arrays.copyOf(content, BYTES);
        System.arraycopy(mac(macs().getFirst(), content), 0, nonce, CONTENT_BYTES, BYTES - CONTENT_BYTES);
        return Base64.getEncoder().encodeToString(nonce);
    }

    /** Returns when the nonce was made; empty if it was made by none of the keys. */
    Optional<Instant> madeAt(String nonce) {
        var bytes = decode(nonce);
        var content = Arrays.copyOf(bytes, CONTENT_BYTES);
        var mac = Arrays.copyOfRange(bytes, CONTENT_BYTES, BYTES);
        var made = false;
        for (var key : macs()) {
            made |= MessageDigest.isEqual(mac, Arrays.copyOf(mac(key, content), mac.length));
        }
        return made
                ? Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(content).getLong() >>> RANDOM_BITS))
                : Optional.empty();
    }

    /** Returns whether a nonce of this time may still be answered. */
    boolean isFresh(Instant madeAt) {
        var now = clock.instant();
        return now.isBefore(madeAt.plus(lifetime)) && !madeAt.isAfter(now.plus(CLOCK_SKEW));
    }

    /** Returns how long after its use a nonce can still be fresh, on any replica. */
    Duration longestUse() {
        return lifetime.plus(CLOCK_SKEW.multipliedBy(2));
    }

    /** Returns bytes that no key made if the text is no nonce. */
    private static byte[] decode(String nonce) {
        try {
            var bytes = Base64.getDecoder().decode(nonce);
            return bytes.length == BYTES
                            && Base64.getEncoder().encodeToString(bytes).equals(nonce)
                    ? bytes
                    : new byte[BYTES];
        } catch (IllegalArgumentException e) {
            return new byte[BYTES];
        }
    }

    private static Mac mac(SecretKey key) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HMAC-SHA-256", e);
        }
    }

    /** Works with a copy, which costs less than a new one and is safe for several threads. */
    private static byte[] mac(Mac key, byte[] content) {
        try {
            return ((Mac) key.clone()).doFinal(content);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the HMAC-SHA-256 of this JVM cannot be copied", e);
        }
    }
}
