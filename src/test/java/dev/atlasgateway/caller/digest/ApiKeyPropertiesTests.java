package dev.atlasgateway.caller.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyPropertiesTests {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static final String OTHER = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    private static ApiKeyProperties of(String... keys) {
        return new ApiKeyProperties(List.of(keys), Duration.ofMinutes(5), 1000);
    }

    @Test
    void switchApiKeysOnWithAKeyOnly() {
        assertThat(ApiKeyProperties.read(of().encryptionKeys())).isEmpty();
        assertThat(ApiKeyProperties.read(of(KEY).encryptionKeys())).hasSize(1);
        assertThat(ApiKeyProperties.read(of(" " + KEY + "\n").encryptionKeys())).hasSize(1);
    }

    @Test
    void mayHaveSeveralKeysInOneText() {
        assertThat(ApiKeyProperties.read(of(KEY + "\n" + OTHER + "\n").encryptionKeys()))
                .extracting(Base64.getEncoder()::encodeToString)
                .containsExactly(KEY, OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hush",
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZQ==",
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=x"
            })
    void stopTheStartWithASentenceThatDoesNotShowTheKey(String wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(KEY, wrong))
                .withMessage(
                        "gateway.caller.api-keys.encryption-keys must be different keys of 32 bytes in Base64, such as from:"
                                + " openssl rand -base64 32");
        assertThatIllegalArgumentException().isThrownBy(() -> of(KEY, KEY));
        assertThatIllegalArgumentException().isThrownBy(() -> of(KEY + "\n" + KEY));
    }

    @Test
    void neverShowAKey() {
        assertThat(of(KEY).toString()).doesNotContain(KEY).contains("encryptionKeys=1");
    }
}
