package dev.atlasgateway.atlas;

import dev.atlasgateway.atlas.http.HttpProxy;
import dev.atlasgateway.atlas.token.ClientSecrets;
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
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the connection to Atlas.
 *
 * @param baseUrl URL of Atlas. The gateway puts a path in it before the path of each call. Change it to test against
 *     the simulator.
 * @param connectTimeout Longest time to open a connection: to connect, for the TLS handshake, and to wait for a free
 *     connection, each. Raise it if a slow proxy stands between the gateway and Atlas.
 * @param attemptTimeout Longest time for one attempt as a whole, however slowly the response arrives. At least the
 *     connect timeout. Raise it if Atlas often needs longer.
 * @param deadline Longest time for a call as a whole, with all attempts and the pauses between them. At least the
 *     attempt timeout. Keep it below the timeouts of the callers and of the load balancer in front of the gateway.
 * @param maxConnections Most connections of a replica to Atlas, of all service accounts together. Keep it above the sum
 *     of their concurrent calls.
 * @param maxConcurrentCalls Most attempts that each service account has in progress at the same time on a replica; 0
 *     switches the limit off. Raise it if calls fail with "too many calls" while Atlas answers quickly.
 * @param maxWait Longest time that a call waits for its turn when that many attempts are in progress. Then the gateway
 *     rejects it.
 * @param maxResponseSize Largest response that the gateway accepts from Atlas, 1 KB to 64 MB. It treats a larger one as
 *     no response. Raise it if lists of instances are longer.
 * @param proxy Proxy between the gateway and Atlas. Leave it out if the gateway reaches Atlas directly.
 * @param sslBundle Name of the Spring SSL bundle ({@code spring.ssl.bundle.*}) with the certificates to trust. Set it
 *     if the company's proxy ends TLS. Without it, the gateway trusts the certificates of the JVM.
 * @param accounts Atlas service accounts by the name that projects refer to; at least one.
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
        @NestedConfigurationProperty @Valid @Nullable HttpProxy proxy,
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

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * When and how often the gateway retries a call.
     *
     * @param maxAttempts Most attempts of one call, the first one included; 1 switches retries off.
     * @param initialWait Average pause before the second attempt. Raise it if Atlas often answers 429.
     * @param multiplier Factor by which each further pause is longer than the one before.
     * @param jitter Share by which a pause may be shorter or longer than its average. It prevents that many calls come
     *     back at the same time; 0 switches it off.
     * @param budgetRatio Retries that each call adds to the budget of its service account. With 0.2, retries add at
     *     most a fifth to the traffic.
     * @param budgetReserve Retries that each minute adds to that budget, so that a gateway with little traffic can
     *     retry too.
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
     * When the gateway stops calling Atlas for a while, because Atlas keeps failing. Each service account has its own
     * circuit breaker.
     *
     * @param enabled Whether the circuit breaker is on.
     * @param failureRate Percentage of failed attempts in the window that opens the circuit breaker.
     * @param minimumCalls Fewest attempts in the window with which the circuit breaker can open. Raise it if single
     *     failures open it in times of little traffic.
     * @param window How far back the circuit breaker counts attempts, in whole seconds.
     * @param openFor How long an open circuit breaker rejects calls.
     * @param trialCalls Attempts that the gateway then sends to find out whether Atlas works again.
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
     * An Atlas service account. Give its secret in exactly one of {@code client-secret}, {@code client-secrets} and
     * {@code secret-file}.
     *
     * @param clientId Client ID of the service account: {@code mdb_sa_id_} and 24 hexadecimal digits.
     * @param clientSecret Client secret of the service account: {@code mdb_sa_sk_} and more characters.
     * @param clientSecrets One or two client secrets. Set two during a rotation, while Atlas accepts the old one and
     *     the new one.
     * @param secretFile File with one or two client secrets, one a line. The gateway reads it again for each token, so
     *     that a rotation needs no restart.
     * @param secretExpiresAt When Atlas stops accepting the newest secret, as Atlas shows it. An alert warns before
     *     that time.
     */
    @ConfigurationPropertiesSource
    record Account(
            @NotBlank String clientId,
            @Nullable String clientSecret,
            @DefaultValue List<String> clientSecrets,
            @Nullable Path secretFile,
            @Nullable Instant secretExpiresAt) {

        /** Returns the secrets that stand in the configuration itself. */
        List<String> secrets() {
            return Stream.concat(Stream.ofNullable(clientSecret), clientSecrets.stream())
                    .map(ClientSecrets::withoutFraming)
                    .filter(secret -> !secret.isEmpty())
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

        /** Returns where this account keeps its secrets. */
        ClientSecrets secretSource(String name) {
            return secretFile == null
                    ? ClientSecrets.of(secrets())
                    : ClientSecrets.inFile("gateway.atlas.accounts.%s.secret-file".formatted(name), secretFile);
        }

        /** Omits the secrets. */
        @Override
        public String toString() {
            return "Account[" + clientId + "]";
        }
    }
}
