package dev.atlasgateway.policy.apikey;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ha1EncryptionTests {

    private static final byte[] OLD = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] NEW = "fedcba9876543210fedcba9876543210".getBytes(US_ASCII);
    private static final String PRIVATE_KEY = "7d2b1c4e-0f5a-4b6e-9c3d-5e8f1a2b3c4d";

    private final Ha1Encryption old = new Ha1Encryption(List.of(OLD));
    private final String encrypted = old.encrypt("paydemoa", PRIVATE_KEY);

    @Test
    void returnsTheMd5OfPublicKeyRealmAndPrivateKey() {
        assertThat(old.decrypt("paydemoa", encrypted).map(HexFormat.of()::formatHex))
                .hasValue("56f3d95817babfa6bb0b288f2994ccce");
    }

    @Test
    void encryptsWithTheFirstKeyAndDecryptsWithAll() {
        var rotated = new Ha1Encryption(List.of(NEW, OLD));
        assertThat(rotated.decrypt("paydemoa", encrypted)).isPresent();
        var renewed = rotated.encrypt("paydemoa", PRIVATE_KEY);
        assertThat(new Ha1Encryption(List.of(NEW)).decrypt("paydemoa", renewed)).isPresent();
        assertThat(old.decrypt("paydemoa", renewed)).isEmpty();
    }

    @Test
    void decryptsForItsPublicKeyOnly() {
        assertThat(old.decrypt("paydemob", encrypted)).isEmpty();
        var last = encrypted.charAt(20) == 'A' ? 'B' : 'A';
        assertThat(old.decrypt("paydemoa", encrypted.substring(0, 20) + last + encrypted.substring(21)))
                .isEmpty();
        assertThat(old.decrypt("paydemoa", "no ciphertext")).isEmpty();
    }

    /** So that a document with a private key makes one revision, however often it is imported. */
    @Test
    void returnsTheSameTextForTheSameKeysAndAnotherForOthers() {
        assertThat(old.encrypt("paydemoa", PRIVATE_KEY)).isEqualTo(encrypted);
        assertThat(old.encrypt("paydemoa", PRIVATE_KEY + "x")).isNotEqualTo(encrypted);
        assertThat(encrypted).matches(Ha1Encryption.FORM).doesNotContain(PRIVATE_KEY);
    }

    @Test
    void refusesWithoutAKeyAndSaysWhichSettingIsMissing() {
        assertThat(Ha1Encryption.NONE.isOn()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> Ha1Encryption.NONE.encrypt("paydemoa", PRIVATE_KEY))
                .withMessageContaining("gateway.caller.api-keys.encryption-keys");
        assertThat(Ha1Encryption.NONE.decrypt("paydemoa", encrypted)).isEmpty();
    }

    @Test
    void refusesKeysOfAnotherLengthAndTwice() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ha1Encryption(List.of(new byte[31])));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ha1Encryption(List.of(OLD, OLD.clone())));
    }

    @Test
    void showsNoKey() {
        assertThat(old.toString()).doesNotContain(new String(OLD, US_ASCII));
    }
}
