package dev.atlasgateway.atlas;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The way to Atlas.
 *
 * @param baseUrl where Atlas is; a path in it is put before every path
 * @param connectTimeout bound on establishing a connection: address, TLS handshake and the wait for a free one, each
 * @param attemptTimeout bound on one attempt as a whole, however slowly the answer drips in
 * @param deadline bound on a call as a whole, all attempts and pauses included
 * @param maxConnections connections to Atlas, all service accounts together
 * @param maxConcurrentCalls calls under way for each service account; 0 switches the bound off
 * @param maxWait how long a call waits for its turn when that many are under way
 * @param maxResponseSize longer answers are thrown away and count as none
 * @param proxy the company's proxy, if Atlas is reached through one
 * @param sslBundle Spring SSL bundle with the certificates to trust, instead of the JVM's
 * @param accounts Atlas service accounts by the name that projects refer to
 */
@Validated
@ConfigurationProperties("gateway.atlas")
record AtlasProperties(
        @DefaultValue("https://cloud.mongodb.com") URI baseUrl,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("10s") Duration attemptTimeout,
        @DefaultValue("30s") Duration deadline,
        @DefaultValue("200") @Min(1) int maxConnections,
        @DefaultValue("100") @Min(0) int maxConcurrentCalls,
        @DefaultValue("500ms") @DurationMin Duration maxWait,
        @DefaultValue("1MB") DataSize maxResponseSize,
        @Valid @Nullable Proxy proxy,
        @Nullable String sslBundle,
        @DefaultValue @Valid Retry retry,
        @DefaultValue @Valid CircuitBreaker circuitBreaker,

        @DefaultValue
        @NotEmpty(
                message = "needs at least one Atlas service account: set "
                        + "gateway.atlas.accounts.<name>.client-id and .client-secret, or .secret-file")
        Map<String, @Valid Account> accounts) {

    AtlasProperties {
        require(
                baseUrl.getHost() != null && List.of("http", "https").contains(baseUrl.getScheme()),
                "gateway.atlas.base-url must be an http or https URL with a host");
        require(
                baseUrl.getQuery() == null && baseUrl.getFragment() == null,
                "gateway.atlas.base-url must end with its path");
        require(
                attemptTimeout.compareTo(connectTimeout) >= 0,
                "gateway.atlas.attempt-timeout must not be shorter than gateway.atlas.connect-timeout");
        require(
                deadline.compareTo(attemptTimeout) >= 0,
                "gateway.atlas.deadline must not be shorter than gateway.atlas.attempt-timeout");
        require(
                maxResponseSize.toBytes() >= 1024 && maxResponseSize.toBytes() <= 64 << 20,
                "gateway.atlas.max-response-size must be between 1KB and 64MB");
        accounts.forEach((name, account) -> account.check("gateway.atlas.accounts." + name));
        accounts = Map.copyOf(accounts);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** A proxy that is asked to {@code CONNECT} to Atlas; user and password for Basic, if it wants them. */
    record Proxy(
            @NotBlank String host,
            @Min(1) @Max(65535) int port,
            @Nullable String user,
            @Nullable String password) {

        Proxy {
            require(
                    (user == null) == (password == null),
                    "gateway.atlas.proxy.user and gateway.atlas.proxy.password belong together");
        }

        @Override
        public String toString() {
            return "Proxy[" + host + ":" + port + "]";
        }
    }

    /**
     * When and how often a call is repeated.
     *
     * @param maxAttempts the first one included; 1 switches repeating off
     * @param initialWait the pause before the second attempt, on average
     * @param multiplier how much longer each further pause is
     * @param jitter the share by which a pause may differ from its average, either way
     * @param budgetRatio repetitions earned by each call
     * @param budgetReserve repetitions given away each minute, so that a quiet gateway has some too
     */
    record Retry(
            @DefaultValue("3") @Min(1) @Max(5) int maxAttempts,
            @DefaultValue("200ms") @DurationMin(millis = 1) Duration initialWait,

            @DefaultValue("2") @DecimalMin("1") @DecimalMax("10")
            double multiplier,

            @DefaultValue("0.5") @DecimalMin("0") @DecimalMax("1")
            double jitter,

            @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1")
            double budgetRatio,

            @DefaultValue("10") @Min(1) @Max(100) int budgetReserve) {}

    /**
     * When calls stop for a while because Atlas keeps failing.
     *
     * @param failureRate the percentage of failures in the window that opens it
     * @param minimumCalls below that many calls in the window it never opens
     * @param window how far back it looks, in whole seconds
     * @param openFor how long it refuses calls once open
     * @param trialCalls how many calls it then lets through to find out
     */
    record CircuitBreaker(
            @DefaultValue("true") boolean enabled,

            @DefaultValue("50") @DecimalMin("1") @DecimalMax("100")
            float failureRate,

            @DefaultValue("20") @Min(1) int minimumCalls,
            @DefaultValue("30s") @DurationMin(seconds = 1) Duration window,
            @DefaultValue("10s") @DurationMin(millis = 1) Duration openFor,
            @DefaultValue("5") @Min(1) int trialCalls) {}

    /**
     * An Atlas service account, its secrets never shown.
     *
     * @param clientId its id, {@code mdb_sa_id_} and 24 hexadecimal digits
     * @param clientSecret its secret; or use {@code client-secrets} or {@code secret-file}
     * @param clientSecrets its secrets: two while an old one and its successor overlap
     * @param secretFile a file with one or two secrets, a line each; read again for each new token
     * @param secretExpiresAt when Atlas stops accepting the newest secret, as its console shows it; an alert counts down
     */
    @ConfigurationPropertiesSource
    record Account(
            @NotBlank String clientId,
            @Nullable String clientSecret,
            @DefaultValue List<String> clientSecrets,
            @Nullable Path secretFile,
            @Nullable Instant secretExpiresAt) {

        /** The secrets given directly. */
        List<String> secrets() {
            return Stream.concat(Stream.ofNullable(clientSecret), clientSecrets.stream())
                    .filter(secret -> !secret.isBlank())
                    .distinct()
                    .toList();
        }

        private void check(String key) {
            require(
                    secretFile != null || !secrets().isEmpty(),
                    key + " has no secret: set " + key + ".client-secret, .client-secrets or .secret-file");
            require(
                    secretFile == null || secrets().isEmpty(),
                    key + ".secret-file and " + key + ".client-secret(s) exclude each other");
            require(secrets().size() <= 2, key + ".client-secrets: Atlas knows at most two for a service account");
        }

        @Override
        public String toString() {
            return "Account[" + clientId + "]";
        }
    }
}
