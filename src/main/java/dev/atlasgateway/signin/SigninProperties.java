package dev.atlasgateway.signin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may sign in to the admin side, and for how long.
 *
 * @param bootstrap the one local admin
 * @param session how long somebody stays signed in
 */
@Validated
@ConfigurationProperties("gateway.signin")
record SigninProperties(
        @DefaultValue @Valid Bootstrap bootstrap,
        @DefaultValue @Valid Session session) {

    /**
     * The one local admin, for the time before the company's OpenID provider is connected.
     *
     * @param enabled whether there is one at all
     * @param name whom revisions and the audit name
     * @param password without one, the first start makes one and prints it, unless admins can sign in by OpenID Connect
     * @param attemptsPerAddress how many wrong passwords a minute are looked at from one address
     * @param attempts how many are looked at altogether
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
}
