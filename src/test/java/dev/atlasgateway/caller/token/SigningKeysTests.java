package dev.atlasgateway.caller.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import dev.atlasgateway.caller.TestKeys;
import dev.atlasgateway.testing.LogOfTest;
import dev.atlasgateway.testing.ReadsLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

@ReadsLog
class SigningKeysTests {

    @Test
    void signWithTheFirstAndVerifyWithAll() {
        var keys = SigningKeys.load(
                pem(TestKeys.privatePem(TestKeys.SIGNING)),
                List.of(pem(TestKeys.publicPem(TestKeys.PREVIOUS)), pem(TestKeys.privatePem(TestKeys.FOREIGN))));
        assertThat(keys.getKeys())
                .extracting(JWK::getKeyID)
                .containsExactly(
                        TestKeys.SIGNING.getKeyID(), TestKeys.PREVIOUS.getKeyID(), TestKeys.FOREIGN.getKeyID());
        assertThat(keys.getKeys()).extracting(JWK::isPrivate).containsExactly(true, false, false);
    }

    @Test
    void areGeneratedWithAWarningIfNoneIsConfigured(LogOfTest log) {
        var one = SigningKeys.load(null, List.of()).getKeys().getFirst();
        var other = SigningKeys.load(null, List.of()).getKeys().getFirst();
        assertThat(one.isPrivate()).isTrue();
        assertThat(one.size()).isEqualTo(2048);
        assertThat(one.getKeyID()).isNotEqualTo(other.getKeyID());
        assertThat(log).contains("WARN").contains("gateway.caller.signing-key").contains("valid only on this replica");
    }

    @Test
    void areReadWithoutAByteOrderMark() {
        var keys = SigningKeys.load(
                pem("\uFEFF" + TestKeys.privatePem(TestKeys.SIGNING)),
                List.of(pem("\uFEFF" + TestKeys.publicPem(TestKeys.PREVIOUS))));
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
        assertThatThrownBy(() -> SigningKeys.load(location, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("gateway.caller.signing-key must be ")
                .hasMessageNotContaining("PRIVATE")
                .hasNoCause();
    }

    @Test
    void nameAnInvalidPreviousKey() {
        assertThatThrownBy(() -> SigningKeys.load(null, List.of(pem("none"))))
                .hasMessageStartingWith("gateway.caller.previous-keys must be ");
    }

    @Test
    void doNotShowAKeyGivenInsteadOfALocation() {
        var pem = TestKeys.privatePem(TestKeys.SIGNING);
        assertThatThrownBy(() -> SigningKeys.load(new ClassPathResource(pem), List.of()))
                .hasMessage("gateway.caller.signing-key must be the location of a PEM file, and the given text cannot"
                        + " be read");
    }

    private static Resource pem(String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
    }
}
