package dev.atlasgateway.caller;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call and how they prove it.
 *
 * @param issuer how the gateway names itself in its own tokens, as issuer and as audience
 * @param signingKey where the RSA key that signs the gateway's tokens lies: PKCS#8 PEM, 2048 bits or more; without one,
 *     each process makes its own at start
 * @param previousKeys where further RSA keys lie (PKCS#8 or public PEM) whose tokens are still good, or already: for a
 *     rotation, first add the new key here everywhere, then sign with it and keep the old one here for an hour
 * @param rememberedTokens how many verified tokens are remembered, so that a signature is checked once and not on each
 *     call
 * @param issuers the company's own OpenID providers
 * @param loginLimit what a flood of bad credentials is held to
 */
@Validated
@ConfigurationProperties("gateway.caller")
record CallerProperties(
        @DefaultValue("https://atlas-gateway")
        @Pattern(regexp = "https?://[^?#\\s]+", message = "must be an http(s) URL without query or fragment")
        String issuer,

        @Nullable Resource signingKey,
        @DefaultValue List<Resource> previousKeys,
        @DefaultValue("10000") @Positive int rememberedTokens,
        @DefaultValue List<@Valid Issuer> issuers,
        @DefaultValue @Valid LoginLimit loginLimit) {

    CallerProperties {
        var names = new HashSet<>(Set.of(issuer));
        for (var company : issuers) {
            if (!names.add(company.issuer())) {
                throw new IllegalArgumentException(
                        "gateway.caller.issuers: %s is named twice, or is the gateway's own gateway.caller.issuer"
                                .formatted(company.issuer()));
            }
        }
    }

    /**
     * One of the company's own OpenID providers.
     *
     * @param issuer its {@code iss}, to the letter
     * @param audience what {@code aud} must contain for a token to be meant for the gateway
     * @param jwkSetUri where it publishes its keys; without one, OpenID Connect Discovery below the issuer tells
     * @param claim the claim, a string or a list of strings, that tells the team
     * @param teams from a value of that claim to the team; write values with more than letters, digits, {@code -} and
     *     {@code .} in brackets: {@code "[platform/orders]"}
     * @param algorithms the signature algorithms that count; symmetric ones and {@code none} cannot be named
     * @param types the {@code typ} values that count; an empty one stands for a token without
     */
    @ConfigurationPropertiesSource
    record Issuer(
            @NotBlank String issuer,
            @NotBlank String audience,
            @Nullable URI jwkSetUri,
            @NotBlank String claim,
            @NotEmpty Map<String, @NotBlank String> teams,

            @DefaultValue({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}) @NotEmpty
            Set<SignatureAlgorithm> algorithms,

            @DefaultValue({"at+jwt", "JWT"}) @NotEmpty List<String> types) {}

    /**
     * How many failed logins a minute are looked at before more are turned away unseen.
     *
     * @param perClient of one client from one address: elsewhere the same client still logs in
     * @param perAddress of one address, whatever clients it names
     */
    record LoginLimit(
            @DefaultValue("10") @Positive int perClient,
            @DefaultValue("100") @Positive int perAddress) {}
}
