package dev.atlasgateway.admin.signin.oidc;

import dev.atlasgateway.admin.signin.SignInProperties;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Issuer and audience of tokens for callers, from the settings of the {@code caller} package. */
record CallerAudience(String issuer, String audience) {

    /** @throws IllegalStateException if a token for callers would also open the admin API */
    static void requireDistinct(List<SignInProperties.Issuer> admins, Environment environment) {
        var callers = Set.copyOf(Binder.get(environment)
                .bind("gateway.caller.issuers", Bindable.listOf(CallerAudience.class))
                .orElse(List.of()));
        for (var issuer : admins) {
            if (callers.contains(new CallerAudience(issuer.issuer(), issuer.audience()))) {
                throw new IllegalStateException(
                        "gateway.signin.issuers: audience %s of %s is also the audience of callers (gateway.caller.issuers); let admins' tokens have another audience"
                                .formatted(issuer.audience(), issuer.issuer()));
            }
        }
    }
}
