package dev.atlasgateway.caller.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.atlasgateway.caller.TestKeys;
import dev.atlasgateway.testing.LogOfTest;
import dev.atlasgateway.testing.ReadsLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

@ReadsLog
class SigningKeysTests {

    private Instant now = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    private Path folder;

    private JWKSet load(@Nullable Resource signing, Resource... previous) {
        return keys(signing, previous).current();
    }

    private SigningKeys keys(@Nullable Resource signing, Resource... previous) {
        return new SigningKeys(signing, List.of(previous), () -> now);
    }

    @Test
    void signWithTheFirstAndVerifyWithAll() {
        var keys = load(
                pem(TestKeys.privatePem(TestKeys.SIGNING)),
                pem(TestKeys.publicPem(TestKeys.PREVIOUS)),
                pem(TestKeys.privatePem(TestKeys.FOREIGN)));
        assertThat(keys.getKeys())
                .extracting(JWK::getKeyID)
                .containsExactly(
                        TestKeys.SIGNING.getKeyID(), TestKeys.PREVIOUS.getKeyID(), TestKeys.FOREIGN.getKeyID());
        assertThat(keys.getKeys()).extracting(JWK::isPrivate).containsExactly(true, false, false);
    }

    @Test
    void areGeneratedWithAWarningIfNoneIsConfigured(LogOfTest log) {
        var one = load(null).getKeys().getFirst();
        var other = load(null).getKeys().getFirst();
        assertThat(one.isPrivate()).isTrue();
        assertThat(one.size()).isEqualTo(2048);
        assertThat(one.getKeyID()).isNotEqualTo(other.getKeyID());
        assertThat(log).contains("WARN").contains("gateway.caller.signing-key").contains("valid only on this replica");
    }

    @Test
    void areReadWithoutAByteOrderMark() {
        var keys = load(
                pem("\uFEFF" + TestKeys.privatePem(TestKeys.SIGNING)),
                pem("\uFEFF" + TestKeys.publicPem(TestKeys.PREVIOUS)));
        assertThat(keys.getKeys())
                .extracting(JWK::getKeyID)
                .containsExactly(TestKeys.SIGNING.getKeyID(), TestKeys.PREVIOUS.getKeyID());
    }

    static Stream<Arguments> badKeys() throws Exception {
        var good = TestKeys.privatePem(TestKeys.SIGNING);
        return Stream.of(
                Arguments.of("too small", pem(TestKeys.privatePem(TestKeys.WEAK))),
                Arguments.of("the public half", pem(TestKeys.publicPem(TestKeys.SIGNING))),
                Arguments.of(
                        "an elliptic key",
                        pem(TestKeys.pem(
                                "PRIVATE KEY",
                                TestKeys.ELLIPTIC.toECPrivateKey().getEncoded()))),
                Arguments.of("PKCS#1", pem(good.replace("PRIVATE", "RSA PRIVATE"))),
                Arguments.of("cut off", pem(good.substring(0, good.length() / 2))),
                Arguments.of("empty", pem("")),
                Arguments.of("no file", new FileSystemResource("/nowhere/signing.pem")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badKeys")
    void stopTheStartWithAMessageThatDoesNotShowTheKey(String fault, Resource location) {
        assertThatThrownBy(() -> load(location))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("gateway.caller.signing-key must be ")
                .hasMessageNotContaining("PRIVATE")
                .hasNoCause();
    }

    @Test
    void nameAnInvalidPreviousKey() {
        assertThatThrownBy(() -> load(null, pem("none")))
                .hasMessageStartingWith("gateway.caller.previous-keys must be ");
    }

    @Test
    void doNotShowAKeyGivenInsteadOfALocation() {
        var pem = TestKeys.privatePem(TestKeys.SIGNING);
        assertThatThrownBy(() -> load(new ClassPathResource(pem)))
                .hasMessage("gateway.caller.signing-key must be the location of a PEM file, and the given text cannot"
                        + " be read");
    }

    /** A replica verifies with the new key at once, because another one may sign with it already. */
    @Test
    void signWithANewKeyOfTheFileTenMinutesLaterAndVerifyWithTheOldOneUntilItLeavesTheFile(LogOfTest log)
            throws IOException {
        var file = folder.resolve("signing.pem");
        Files.writeString(file, TestKeys.privatePem(TestKeys.PREVIOUS));
        var keys = keys(new FileSystemResource(file));
        var first = keys.version();

        Files.writeString(file, TestKeys.privatePem(TestKeys.SIGNING) + TestKeys.privatePem(TestKeys.PREVIOUS));
        assertThat(verifying(keys)).as("within five seconds").containsExactly(id(TestKeys.PREVIOUS));
        now = now.plusSeconds(5);
        assertThat(verifying(keys)).containsExactly(id(TestKeys.PREVIOUS), id(TestKeys.SIGNING));
        assertThat(keys.version())
                .as("so that cached tokens are verified again")
                .isNotEqualTo(first);
        assertThat(log).contains("gateway.caller.signing-key").contains("has changed");
        now = now.plus(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(verifying(keys)).first().isEqualTo(id(TestKeys.PREVIOUS));
        now = now.plusSeconds(1);
        assertThat(verifying(keys)).containsExactly(id(TestKeys.SIGNING), id(TestKeys.PREVIOUS));
        assertThat(keys.current().getKeys()).extracting(JWK::isPrivate).containsExactly(true, false);

        Files.writeString(file, TestKeys.privatePem(TestKeys.SIGNING));
        now = now.plusSeconds(5);
        assertThat(verifying(keys)).containsExactly(id(TestKeys.SIGNING));
    }

    @Test
    void signWithANewKeyAtOnceIfTheOldOneLeavesTheFiles() throws IOException {
        var file = folder.resolve("signing.pem");
        Files.writeString(file, TestKeys.privatePem(TestKeys.FOREIGN));
        var keys = keys(new FileSystemResource(file));
        Files.writeString(file, TestKeys.privatePem(TestKeys.SIGNING));
        now = now.plusSeconds(5);
        assertThat(verifying(keys)).as("as after a theft").containsExactly(id(TestKeys.SIGNING));
    }

    @Test
    void signWithTheOldKeyForTenMinutesAlsoIfItMovesToThePreviousKeys() throws IOException {
        var file = folder.resolve("signing.pem");
        var previous = folder.resolve("previous.pem");
        Files.writeString(file, TestKeys.privatePem(TestKeys.PREVIOUS));
        Files.writeString(previous, TestKeys.privatePem(TestKeys.PREVIOUS));
        var keys = keys(new FileSystemResource(file), new FileSystemResource(previous));
        Files.writeString(file, TestKeys.privatePem(TestKeys.SIGNING));
        now = now.plusSeconds(5);
        assertThat(verifying(keys)).containsExactly(id(TestKeys.PREVIOUS), id(TestKeys.SIGNING));
        now = now.plus(Duration.ofMinutes(10));
        assertThat(verifying(keys)).containsExactly(id(TestKeys.SIGNING), id(TestKeys.PREVIOUS));
    }

    @Test
    void remainIfAFileIsWrongOrAwayAndLogAndMetricSaySoWithoutTheKey(LogOfTest log) throws IOException {
        var file = folder.resolve("signing.pem");
        Files.writeString(file, TestKeys.privatePem(TestKeys.SIGNING));
        var keys = keys(new FileSystemResource(file));
        var meters = new SimpleMeterRegistry();
        keys.bindTo(meters);
        var refused = meters.get("gateway.setting.refused")
                .tag("setting", "gateway.caller.signing-key")
                .gauge();
        assertThat(refused.value()).isZero();
        var cut = TestKeys.privatePem(TestKeys.FOREIGN).substring(0, 400);
        Files.writeString(file, cut);
        now = now.plusSeconds(5);
        assertThat(refused.value()).as("without a call").isOne();
        assertThat(verifying(keys)).containsExactly(id(TestKeys.SIGNING));
        assertThat(log).contains("ERROR").contains("has changed and is wrong").doesNotContain(cut.substring(100, 140));
        Files.writeString(file, TestKeys.privatePem(TestKeys.SIGNING));
        now = now.plusSeconds(5);
        assertThat(refused.value()).isZero();
        Files.delete(file);
        for (int reading = 1; reading <= 12; reading++) {
            assertThat(refused.value()).as("reading %d", reading).isZero();
            now = now.plusSeconds(5);
        }
        assertThat(refused.value()).as("after a minute").isOne();
        assertThat(verifying(keys)).containsExactly(id(TestKeys.SIGNING));
        Files.writeString(file, TestKeys.privatePem(TestKeys.FOREIGN));
        now = now.plusSeconds(5);
        assertThat(verifying(keys)).containsExactly(id(TestKeys.FOREIGN));
        assertThat(refused.value()).isZero();
    }

    private static List<String> verifying(SigningKeys keys) {
        return keys.current().getKeys().stream().map(JWK::getKeyID).toList();
    }

    private static String id(JWK key) {
        return key.getKeyID();
    }

    private static Resource pem(String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
    }
}
