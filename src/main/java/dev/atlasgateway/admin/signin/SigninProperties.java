package dev.atlasgateway.admin.signin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
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
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.validation.annotation.Validated;

/**
 * Who may sign in to the admin side, and for how long.
 *
 * @param bootstrap the one local admin
 * @param session how long somebody stays signed in
 * @param nameClaim which claim names people; of one without it, {@code sub} does
 * @param roles what makes somebody of the company an admin; nobody is without
 * @param teams what makes a team lead the lead of a team
 * @param issuers OpenID providers whose JWTs open the API; the console's are {@code spring.security.oauth2.client}'s
 */
@Validated
@ConfigurationProperties("gateway.signin")
record SigninProperties(
        @DefaultValue @Valid Bootstrap bootstrap,
        @DefaultValue @Valid Session session,
        @DefaultValue("preferred_username") @NotBlank String nameClaim,
        @DefaultValue @Valid Roles roles,
        @DefaultValue @Valid Teams teams,
        @DefaultValue List<@Valid Issuer> issuers) {

    SigninProperties {
        var names = new HashSet<String>();
        for (var issuer : issuers) {
            if (!names.add(issuer.issuer())) {
                throw new IllegalArgumentException(
                        "gateway.signin.issuers: %s is named twice".formatted(issuer.issuer()));
            }
        }
    }

    /** @throws IllegalStateException if people of the company are to sign in, and none of them would ever be an admin */
    void requireRolesIf(boolean providers) {
        if ((providers || !issuers.isEmpty()) && roles.values().isEmpty()) {
            throw new IllegalStateException(
                    "gateway.signin.roles.values is missing: which value of the claim %s makes somebody admin, auditor or team-lead?"
                            .formatted(roles.claim()));
        }
    }

    /** @throws IllegalStateException if a caller's token would open the admin side */
    void requireOtherAudiencesThan(Set<CallersAudience> callers) {
        for (var issuer : issuers) {
            if (callers.contains(new CallersAudience(issuer.issuer(), issuer.audience()))) {
                throw new IllegalStateException(
                        "gateway.signin.issuers: audience %s of %s opens the callers' side (gateway.caller); have tokens issued for another one"
                                .formatted(issuer.audience(), issuer.issuer()));
            }
        }
    }

    /**
     * The one local admin, for the time before the company's OpenID provider is connected.
     *
     * @param enabled whether there is one at all; without, the sessions of the one there was are over too
     * @param name whom revisions and the audit name
     * @param password without one, the first start makes one and prints it, unless admins can sign in by OpenID Connect;
     *     a new one ends the sessions that the old one opened
     * @param attempts how many wrong passwords a minute are checked in all; further ones are refused unchecked
     * @param attemptsPerAddress how many wrong passwords a minute are checked from one address
     */
    record Bootstrap(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("admin") @NotBlank String name,
            @Nullable String password,
            @DefaultValue("10") @Positive int attemptsPerAddress,
            @DefaultValue("200") @Positive int attempts) {

        @Override
        public String toString() {
            return "Bootstrap[enabled=%s, name=%s]".formatted(enabled, name);
        }
    }

    /**
     * How long somebody stays signed in.
     *
     * @param idle without doing anything
     * @param longest whatever they do
     * @param token by a token of the API that was had for a password
     */
    record Session(
            @DefaultValue("30m") @NotNull @DurationMin(minutes = 2)
            Duration idle,

            @DefaultValue("12h") @NotNull @DurationMin(minutes = 2)
            Duration longest,

            @DefaultValue("1h") @NotNull @DurationMin(seconds = 1)
            Duration token) {}

    /**
     * What makes somebody an admin.
     *
     * @param claim the claim, a string or a list of strings; {@code a.b} is the claim {@code b} within {@code a}
     * @param values from a value of that claim to {@code admin}, {@code auditor} or {@code team-lead}; write values with
     *     more than letters, digits and {@code -} in brackets: {@code "[platform/admins]"}
     */
    record Roles(
            @DefaultValue("roles") @NotBlank String claim,
            @DefaultValue Map<String, AdminRole> values) {}

    /**
     * What makes a team lead the lead of a team.
     *
     * @param claim the claim, a string or a list of strings; {@code a.b} is the claim {@code b} within {@code a}
     * @param values from a value of that claim to the team; where none are given, each value is a team's name
     */
    record Teams(
            @DefaultValue("teams") @NotBlank String claim,
            @DefaultValue Map<String, @NotBlank String> values) {}

    /**
     * An OpenID provider whose JWTs open the API.
     *
     * @param issuer its {@code iss}, to the letter
     * @param audience what {@code aud} must be, and nothing beside it; not one that opens the callers' side
     * @param jwkSetUri where it publishes its keys; without one, OpenID Connect Discovery below the issuer tells
     * @param algorithms the signature algorithms that count; symmetric ones and {@code none} cannot be named
     * @param types the {@code typ} values that count; an empty one stands for a token without
     */
    @ConfigurationPropertiesSource
    record Issuer(
            @NotBlank String issuer,
            @NotBlank String audience,
            @Nullable URI jwkSetUri,

            @DefaultValue({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}) @NotEmpty
            Set<SignatureAlgorithm> algorithms,

            @DefaultValue({"at+jwt", "JWT"}) @NotEmpty List<String> types) {}
}
