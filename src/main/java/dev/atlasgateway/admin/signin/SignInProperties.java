package dev.atlasgateway.admin.signin;

import dev.atlasgateway.caller.IssuerSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.file.Path;
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
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.validation.annotation.Validated;

/**
 * Sign-in to the admin side.
 *
 * @param bootstrap the local admin
 * @param session how long an admin stays signed in
 * @param nameClaim claim that names an admin. Without this claim the name is {@code sub}
 * @param roles which users of the company are admins. A user without a role cannot sign in
 * @param teams which teams a team lead leads
 * @param sslBundles name of the Spring SSL bundle ({@code spring.ssl.bundle.*}) for connections to an OpenID provider of the
 *     console, for each registration id. Without it, the gateway trusts the authorities of the JVM
 * @param issuers OpenID providers whose JWTs open the admin API. {@code spring.security.oauth2.client} sets the providers
 *     of the console
 */
@Validated
@ConfigurationProperties("gateway.signin")
public record SignInProperties(
        @DefaultValue @Valid Bootstrap bootstrap,
        @DefaultValue @Valid Session session,
        @DefaultValue("preferred_username") @NotBlank String nameClaim,
        @DefaultValue @Valid Roles roles,
        @DefaultValue @Valid Teams teams,
        @DefaultValue Map<String, @NotBlank String> sslBundles,
        @DefaultValue List<@Valid Issuer> issuers) {

    public SignInProperties {
        var names = new HashSet<String>();
        for (var issuer : issuers) {
            if (!names.add(issuer.issuer())) {
                throw new IllegalArgumentException(
                        "gateway.signin.issuers: %s is named twice".formatted(issuer.issuer()));
            }
        }
    }

    /** @throws IllegalStateException if an OpenID provider is configured, but no role */
    public void requireRolesIf(boolean providers) {
        if ((providers || !issuers.isEmpty()) && roles.values().isEmpty()) {
            throw new IllegalStateException(
                    "gateway.signin.roles.values is missing: which values of the claim %s give the roles admin, auditor and team-lead?"
                            .formatted(roles.claim()));
        }
    }

    /**
     * Local admin, for the time before the company's OpenID provider is connected.
     *
     * @param enabled whether the local admin exists. Setting it to false also ends the local admin's sessions
     * @param name name to sign in with, which revisions and the audit show
     * @param password password of the local admin. Without it the first start generates a password and writes it to a file,
     *     unless an OpenID provider is configured. A new password ends the sessions that the old one opened. It needs at least
     *     14 characters, unless {@code gateway.atlas.base-url} is the simulator's: without TLS, or on this host
     * @param passwordFile file to which the first start writes a generated password. Only its owner may read it. By default a
     *     new file in the folder for temporary files, which the log names
     * @param attempts maximum number of wrong passwords per minute from all addresses. Further attempts are rejected without
     *     checking the password, except from an address from which the local admin has signed in since the start
     * @param attemptsPerAddress maximum number of wrong passwords per minute from one address. Attempts with another name
     *     do not keep the local admin out
     */
    public record Bootstrap(
            @DefaultValue("true") boolean enabled,

            @DefaultValue("admin") @NotBlank @Size(max = MAX_PASSWORD_LENGTH)
            String name,

            @Nullable @Size(max = MAX_PASSWORD_LENGTH) String password,
            @Nullable Path passwordFile,
            @DefaultValue("10") @Positive int attemptsPerAddress,
            @DefaultValue("200") @Positive int attempts) {

        /** Bounds the cost of checking a name or a password. */
        public static final int MAX_PASSWORD_LENGTH = 1_000;

        @Override
        public String toString() {
            return "Bootstrap[enabled=%s, name=%s]".formatted(enabled, name);
        }
    }

    /**
     * How long an admin stays signed in.
     *
     * @param idle time without a request after which a console session ends
     * @param longest maximum lifetime of a console session
     * @param token lifetime of an API token that the local admin gets for the password
     */
    public record Session(
            @DefaultValue("30m") @NotNull @DurationMin(minutes = 2)
            Duration idle,

            @DefaultValue("12h") @NotNull @DurationMin(minutes = 2)
            Duration longest,

            @DefaultValue("1h") @NotNull @DurationMin(seconds = 1)
            Duration token) {}

    /**
     * Which users of the company are admins.
     *
     * @param claim claim that names the roles: a string or a list of strings. {@code a.b} is the claim {@code b} within
     *     {@code a}, unless a claim has the name {@code a.b}
     * @param values role ({@code admin}, {@code auditor} or {@code team-lead}) for each value of the claim. Write a value
     *     in brackets if it has other characters than letters, digits and {@code -}: {@code "[platform/admins]"}
     */
    public record Roles(
            @DefaultValue("roles") @NotBlank String claim,
            @DefaultValue Map<String, AdminRole> values) {}

    /**
     * Which teams a team lead leads.
     *
     * @param claim claim that names the teams: a string or a list of strings. {@code a.b} is the claim {@code b} within
     *     {@code a}, unless a claim has the name {@code a.b}
     * @param values team for each value of the claim. Without any, each value of the claim is the name of a team
     */
    public record Teams(
            @DefaultValue("teams") @NotBlank String claim,
            @DefaultValue Map<String, @NotBlank String> values) {}

    /**
     * OpenID provider whose JWTs open the admin API.
     *
     * @param issuer exact {@code iss} of its tokens
     * @param audience value that {@code aud} must contain. It must differ from the audience of callers
     * @param jwkSetUri address of its keys. Without it the gateway uses OpenID Connect Discovery
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

            @DefaultValue({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}) @NotEmpty
            Set<SignatureAlgorithm> algorithms,

            @DefaultValue({"at+jwt", "JWT"}) @NotEmpty List<String> types,

            @DefaultValue("24h") @NotNull @DurationMin(seconds = 1)
            Duration maxLifetime,

            @Nullable String sslBundle)
            implements IssuerSettings {}
}
