package dev.atlasgateway.caller.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.caller.CallerPolicy;
import dev.atlasgateway.caller.LoginLimit;
import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Encryption keys in a mounted file that changes. Each replica sees the change at another moment. */
class EncryptionKeysTests {

    private static final String OLD = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String NEW = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
    private static final String KEY = "paydemoa";

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");

    @BeforeEach
    void mountOld() throws IOException {
        mount(OLD);
    }

    private void mount(String... keys) throws IOException {
        write("[0]", keys);
    }

    private void write(String suffix, String... keys) throws IOException {
        Files.writeString(folder.resolve(ApiKeyProperties.ENCRYPTION_KEYS + suffix), String.join("\n", keys) + "\n");
    }

    private Ha1Encryption encryption() {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addLast(new ConfigTreePropertySource("secrets", folder));
        var keys = new EncryptionKeys(List.of(OLD), environment, () -> now);
        keys.bindTo(meters);
        return new Ha1Encryption(keys);
    }

    @Test
    void decryptAtOnceAndEncryptTenMinutesLater() throws IOException {
        var replica = encryption();
        var nonces = new Nonces(() -> replica.derivedKeys("nonces"), Duration.ofMinutes(5), () -> now);
        var old = replica.encrypt(KEY, "one");
        var oldNonce = nonces.next();

        mount(NEW, OLD);
        now = now.plusSeconds(5);
        assertThat(replica.encrypt(KEY, "one")).isEqualTo(old);
        var further = new Ha1Encryption(List.of(Base64.getDecoder().decode(NEW))); // a replica that is ahead
        var ofFurther = new Nonces(() -> further.derivedKeys("nonces"), Duration.ofMinutes(5), () -> now);
        assertThat(replica.decrypt(KEY, further.encrypt(KEY, "two"))).isPresent();
        assertThat(nonces.madeAt(ofFurther.next())).isPresent();
        assertThat(ofFurther.madeAt(nonces.next()))
                .as("still made with the old key")
                .isEmpty();

        now = now.plus(Duration.ofMinutes(10));
        assertThat(replica.encrypt(KEY, "one")).isNotEqualTo(old).isEqualTo(further.encrypt(KEY, "one"));
        assertThat(ofFurther.madeAt(nonces.next())).isPresent();
        assertThat(replica.decrypt(KEY, old)).isPresent();
        assertThat(nonces.madeAt(oldNonce)).isPresent();
    }

    @Test
    void encryptWithANewKeyAtOnceIfTheOldOneIsGone() throws IOException {
        var replica = encryption();
        var old = replica.encrypt(KEY, "one");
        mount(NEW);
        now = now.plusSeconds(5);
        assertThat(replica.encrypt(KEY, "one")).isNotEqualTo(old);
        assertThat(replica.decrypt(KEY, old)).isEmpty();
    }

    @Test
    void areReadAgainFromAFileThatIsNamedAsTheSetting() throws IOException {
        Files.delete(folder.resolve(ApiKeyProperties.ENCRYPTION_KEYS + "[0]"));
        write("", OLD);
        var replica = encryption();
        var old = replica.encrypt(KEY, "one");
        write("", NEW);
        now = now.plusSeconds(5);
        assertThat(replica.encrypt(KEY, "one")).isNotEqualTo(old);
    }

    @Test
    void keepTheLastOnesWhileAFileHasAKeyTwiceOrIsAwayAndTheMetricSaysSo() throws IOException {
        var replica = encryption();
        var old = replica.encrypt(KEY, "one");
        assertThat(refused()).isZero();
        mount(NEW, NEW);
        now = now.plusSeconds(5);
        assertThat(replica.decrypt(KEY, old)).isPresent();
        assertThat(refused()).isOne();
        mount(OLD);
        now = now.plusSeconds(5);
        assertThat(refused()).isZero();
        Files.delete(folder.resolve(ApiKeyProperties.ENCRYPTION_KEYS + "[0]"));
        for (int reading = 1; reading <= 12; reading++) {
            assertThat(refused()).as("reading %d", reading).isZero();
            now = now.plusSeconds(5);
        }
        assertThat(refused()).as("after a minute").isOne();
        assertThat(replica.decrypt(KEY, old)).isPresent();
    }

    private double refused() {
        return meters.get("gateway.setting.refused")
                .tag("setting", "gateway.caller.api-keys.encryption-keys")
                .gauge()
                .value();
    }

    @Test
    void endTheLogInOfApiKeysThatNoKeyDecryptsAnyLonger() throws IOException {
        var replica = encryption();
        var policies = new CallerPolicy()
                .client(new Client(KEY, "payments", List.of(Client.Secret.of(KEY, "one", null, replica)), false));
        var limit = new LoginLimit(
                List.of(100), List.of(100), TimeMeter.SYSTEM_NANOTIME, (most, wait) -> new IllegalStateException());
        var snapshot = policies.snapshot();
        var authenticator = new ApiKeyAuthenticator(() -> snapshot, replica, limit, "https://gateway.test", () -> now);
        assertThat(accepts(authenticator)).isTrue();
        mount(NEW);
        now = now.plusSeconds(5);
        assertThat(accepts(authenticator)).isFalse();
        mount(NEW, OLD);
        now = now.plusSeconds(5);
        assertThat(accepts(authenticator)).isTrue();
    }

    private static boolean accepts(ApiKeyAuthenticator authenticator) {
        var response = md5(md5(KEY + ":MMS Public API:one") + ":n:00000001:c:auth:" + md5("GET:/"));
        try {
            authenticator.authenticate(
                    new DigestCredentials(KEY, "n", "/", response, "00000001", "c"), "GET", "192.0.2.1");
            return true;
        } catch (dev.atlasgateway.caller.DigestException e) {
            return false;
        }
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
