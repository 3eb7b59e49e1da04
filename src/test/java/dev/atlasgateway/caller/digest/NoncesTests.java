package dev.atlasgateway.caller.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.policy.apikey.Ha1Encryption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nonces, and the memory of those that were used. */
class NoncesTests {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] OTHER = "fedcba9876543210fedcba9876543210".getBytes(US_ASCII);
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123Z");

    private Instant now = NOON;

    private Nonces nonces(byte[]... keys) {
        var encryption = new Ha1Encryption(List.of(keys));
        return new Nonces(() -> encryption.derivedKeys("nonces"), LIFETIME, () -> now);
    }

    @Test
    void areAsLongAsAtlassAndNeverTheSame() {
        var nonces = nonces(KEY);
        assertThat(nonces.next()).matches("[A-Za-z0-9+/]{32}").isNotEqualTo(nonces.next());
    }

    @Test
    void areAcceptedByEveryReplicaWithTheKey() {
        assertThat(nonces(KEY).madeAt(nonces(KEY).next())).hasValue(NOON);
        assertThat(nonces(OTHER, KEY).madeAt(nonces(KEY).next())).hasValue(NOON);
        assertThat(nonces(OTHER).madeAt(nonces(KEY).next())).isEmpty();
    }

    @Test
    void cannotBeMadeUpOrChanged() {
        var nonces = nonces(KEY);
        var nonce = nonces.next();
        for (int i = 0; i < nonce.length(); i++) {
            var changed = nonce.substring(0, i) + (nonce.charAt(i) == 'A' ? 'B' : 'A') + nonce.substring(i + 1);
            assertThat(nonces.madeAt(changed)).isEmpty();
        }
        for (var text :
                List.of("", "a", "=", nonce + "=", nonce + "A", nonce.substring(4), "A".repeat(32), "ü".repeat(32))) {
            assertThat(nonces.madeAt(text)).as(text).isEmpty();
        }
    }

    @Test
    void areFreshForTheirLifetimeAlsoIfTheClocksOfReplicasDiffer() {
        var nonces = nonces(KEY);
        now = NOON.plus(LIFETIME).minusMillis(1);
        assertThat(nonces.isFresh(NOON)).isTrue();
        now = NOON.plus(LIFETIME);
        assertThat(nonces.isFresh(NOON)).isFalse();
        now = NOON.minusSeconds(30);
        assertThat(nonces.isFresh(NOON)).isTrue();
        now = NOON.minusSeconds(31);
        assertThat(nonces.isFresh(NOON)).isFalse();
    }

    @Test
    void areUsedOnceWithEachCount() {
        var used = new LocalUsedNonces(10, LIFETIME, () -> now);
        assertThat(used.use(NOON, "a:1")).isEqualTo(LocalUsedNonces.Result.FIRST);
        assertThat(used.use(NOON, "a:1")).isEqualTo(LocalUsedNonces.Result.REPEATED);
        assertThat(used.use(NOON, "a:2")).isEqualTo(LocalUsedNonces.Result.FIRST);
    }

    @Test
    void areForgottenWhenTheyHaveExpired() {
        var used = new LocalUsedNonces(10, LIFETIME, () -> now);
        used.use(NOON, "a:1");
        now = NOON.plus(LIFETIME).plusMillis(1);
        used.use(now, "b:1");
        assertThat(used.size()).isEqualTo(1);
    }

    @Test
    void areNeverUsedTwiceEvenIfTheMemoryIsFull() {
        var used = new LocalUsedNonces(2, LIFETIME, () -> now);
        for (int i = 0; i < 5; i++) {
            assertThat(used.use(NOON.plusMillis(i), "n" + i)).isEqualTo(LocalUsedNonces.Result.FIRST);
        }
        assertThat(used.size()).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
            assertThat(used.use(NOON.plusMillis(i), "n" + i)).isEqualTo(LocalUsedNonces.Result.TOO_OLD);
        }
        assertThat(used.use(NOON.plusMillis(3), "n3")).isEqualTo(LocalUsedNonces.Result.REPEATED);
    }
}
