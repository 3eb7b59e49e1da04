package dev.atlasgateway.access;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Refusals of calls without access.
 *
 * @param contact contact for access that a refusal names, unless the project has its own contact and may be named. Set it to
 *     a team, a channel or an address
 */
@Validated
@ConfigurationProperties("gateway.access")
record AccessProperties(
        @DefaultValue(PLATFORM_TEAM) @NotBlank String contact) {

    static final String PLATFORM_TEAM = "the platform team";
}
