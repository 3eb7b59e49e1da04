package dev.atlasgateway.caller.token;

import dev.atlasgateway.caller.IssuerSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.validation.annotation.Validated;

/**
 * Authentication of callers.
 *
 * @param issuer issuer and audience of the gateway's own tokens
 * @param signingKey location of the RSA key that signs the gateway's tokens: PKCS#8 PEM, at least 2048 bits. Without it
 *     each replica generates a key at start, and its tokens are valid only on that replica until it stops. The file may
 *     contain further keys, whose tokens are accepted. It is read again when it changes. To rotate the signing key, put the
 *     new key before the old one. The new key signs ten minutes later, and the old one can be removed after two hours
 * @param previousKeys locations of further RSA keys (PKCS#8 or public PEM) whose tokens are accepted. They are read again
 *     when they change
 * @param rememberedTokens maximum number of verified tokens in the cache. The gateway verifies the signature of a cached
 *     token once. Increase it if more tokens than this are in use at the same time
 * @param issuers OpenID providers of the company whose tokens callers may use
 * @param loginLimit limits on logins
 */
@Validated
@ConfigurationProperties("gateway.caller")
public record CallerProperties(
        @DefaultValue("https://atlas-gateway")
        @Pattern(regexp = "https?://[^?#\\s]+", message = "must be an http(s) URL without query or fragment")
        String issuer,

        @Nullable Resource signingKey,
        @DefaultValue List<Resource> previousKeys,
        @DefaultValue("10000") @Positive int rememberedTokens,
        @DefaultValue List<@Valid Issuer> issuers,
        @DefaultValue @Valid LoginLimits loginLimit) {

    public CallerProperties {
        var names = new HashSet<>(Set.of(issuer));
        for (var company : issuers) {
            if (!names.add(company.issuer())) {
                throw new IllegalArgumentException(
                        "gateway.caller.issuers: %s is named twice, or is also gateway.caller.issuer"
                                .formatted(company.issuer()));
            }
        }
    }

    /**
     * OpenID provider of the company.
     *
     * @param issuer exact {@code iss} of its tokens
     * @param audience value that {@code aud} must contain
     * @param jwkSetUri address of its keys. Without it the gateway uses OpenID Connect Discovery
     * @param claim claim that names the team: a string or a list of strings. {@code a.b} is the claim {@code b} within
     *     {@code a}, unless a claim has the name {@code a.b}
     * @param teams team for each value of the claim. Write a value in brackets if it has other characters than letters,
     *     digits, {@code -} and {@code .}: {@code "[platform/orders]"}
     * @param algorithms accepted signature algorithms. Symmetric algorithms and {@code none} are not possible
     * @param types accepted {@code typ} values, which tokens may write with or without {@code application/}. An empty
     *     string accepts tokens without {@code typ}
     * @param maxLifetime longest lifetime of its tokens ({@code exp} minus {@code iat}). Tokens that live longer are refused
     * @param sslBundle name of the Spring SSL bundle ({@code spring.ssl.bundle.*}) for connections to it. Without it, the
     *     gateway trusts the authorities of the JVM
     */
    @ConfigurationPropertiesSource
    public record Issuer(
            @NotBlank String issuer,
            @NotBlank String audience,
            @Nullable URI jwkSetUri,
            @NotBlank String claim,
            @NotEmpty Map<String, @NotBlank String> teams,

            @DefaultValue({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}) @NotEmpty
            Set<SignatureAlgorithm> algorithms,

            @DefaultValue({"at+jwt", "JWT"}) @NotEmpty List<String> types,

            @DefaultValue("24h") @NotNull @DurationMin(seconds = 1)
            Duration maxLifetime,

            @Nullable String sslBundle)
            implements IssuerSettings {}

    /**
     * Limits on logins.
     *
     * @param perClient maximum number of failed logins per minute of one client from one address. Beyond it, the gateway
     *     rejects logins without checking the secret. The client can still log in from other addresses
     * @param perAddress maximum number of failed logins per minute from one address. Beyond it, clients with a right secret
     *     still get in, and all other logins get 429
     * @param loginsPerClient maximum number of logins and revocations per minute of one client with a right secret, on each
     *     replica. Beyond it, they get 429. A token is valid for an hour
     */
    public record LoginLimits(
            @DefaultValue("10") @Positive int perClient,
            @DefaultValue("100") @Positive int perAddress,
            @DefaultValue("600") @Positive int loginsPerClient) {}
}
