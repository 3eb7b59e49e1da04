package dev.atlasgateway.caller.digest;

import dev.atlasgateway.policy.apikey.Ha1Encryption;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * API keys of callers, which log in by HTTP Digest.
 *
 * @param encryptionKeys keys that encrypt what the policy contains of private keys: 32 random bytes each, in Base64
 *     ({@code openssl rand -base64 32}). The first one encrypts, all decrypt. Without a key, API keys are off: admins
 *     cannot make them, and they cannot log in
 * @param nonceLifetime how long a nonce is valid. The gateway remembers used nonces one minute longer, because
 *     clocks differ
 * @param unansweredChallenges maximum number of challenges per minute to one address that no right answer follows. Beyond
 *     it, calls without credentials get 429
 */
@Validated
@ConfigurationProperties("gateway.caller.api-keys")
record ApiKeyProperties(
        @DefaultValue List<String> encryptionKeys,

        @DefaultValue("5m") @DurationMin(seconds = 10) @DurationMax(hours = 1)
        Duration nonceLifetime,

        @DefaultValue("1000") @Positive int unansweredChallenges) {

    ApiKeyProperties {
        encryption(encryptionKeys); // stops the start if a key is wrong
    }

    Ha1Encryption encryption() {
        return encryption(encryptionKeys);
    }

    /** The message never contains the text, which may be the key. */
    private static Ha1Encryption encryption(List<String> keys) {
        try {
            return new Ha1Encryption(keys.stream()
                    .map(key -> Base64.getDecoder().decode(key.strip()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "gateway.caller.api-keys.encryption-keys must be different keys of 32 bytes in"
                            + " Base64, such as from: openssl rand -base64 32");
        }
    }

    /** Omits the keys. */
    @Override
    public String toString() {
        return "ApiKeyProperties[encryptionKeys=%d, nonceLifetime=%s, unansweredChallenges=%d]"
                .formatted(encryptionKeys.size(), nonceLifetime, unansweredChallenges);
    }
}
