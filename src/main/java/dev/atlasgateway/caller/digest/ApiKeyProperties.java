package dev.atlasgateway.caller.digest;

import dev.atlasgateway.policy.apikey.Ha1Encryption;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
 *     cannot make them, and they cannot log in. A value may contain several keys, one a line. Keys in files of a mounted
 *     folder are read again when they change. A new first key encrypts ten minutes later if the former one is still there
 * @param nonceLifetime how long a nonce is valid. The gateway remembers used nonces one minute longer, because
 *     clocks differ
 * @param unansweredChallenges maximum number of challenges per minute to one address that no right answer follows. Beyond
 *     it, calls without credentials or with an answer to an expired challenge get 429
 */
@Validated
@ConfigurationProperties("gateway.caller.api-keys")
record ApiKeyProperties(
        @DefaultValue List<String> encryptionKeys,

        @DefaultValue("5m") @DurationMin(seconds = 10) @DurationMax(hours = 1)
        Duration nonceLifetime,

        @DefaultValue("1000") @Positive int unansweredChallenges) {

    static final String ENCRYPTION_KEYS = "gateway.caller.api-keys.encryption-keys";

    ApiKeyProperties {
        read(encryptionKeys);
    }

    /**
     * Reads texts with one key a line.
     *
     * @throws IllegalArgumentException if a key is wrong or there twice. The message never contains the text, which may be the key
     */
    static List<byte[]> read(List<String> texts) {
        try {
            var lines = lines(texts).toList();
            if (Set.copyOf(lines).size() < lines.size()) {
                throw wrong();
            }
            var keys = lines.stream().map(Base64.getDecoder()::decode).toList();
            new Ha1Encryption(keys);
            return keys;
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private static Stream<String> lines(List<String> texts) {
        return texts.stream().flatMap(text -> Stream.of(text.strip().split("\\s+")));
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(ENCRYPTION_KEYS
                + " must be different keys of 32 bytes in Base64, such as from: openssl rand -base64 32");
    }

    /** Omits the keys. */
    @Override
    public String toString() {
        return "ApiKeyProperties[encryptionKeys=%d, nonceLifetime=%s, unansweredChallenges=%d]"
                .formatted(encryptionKeys.size(), nonceLifetime, unansweredChallenges);
    }
}
