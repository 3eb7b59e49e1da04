package dev.atlasgateway.access;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What refused callers are told.
 *
 * @param contact whom to ask, where no project's own contact may be named
 */
@Validated
@ConfigurationProperties("gateway.access")
record AccessProperties(
        @DefaultValue(PLATFORM_TEAM) @NotBlank String contact) {

    static final String PLATFORM_TEAM = "the platform team";
}
