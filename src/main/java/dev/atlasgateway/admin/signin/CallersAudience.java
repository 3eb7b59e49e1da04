package dev.atlasgateway.admin.signin;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** What the tokens of the callers' side are issued for; read where the package {@code caller} reads it. */
record CallersAudience(String issuer, String audience) {

    static Set<CallersAudience> all(Environment environment) {
        return Set.copyOf(Binder.get(environment)
                .bind("gateway.caller.issuers", Bindable.listOf(CallersAudience.class))
                .orElse(List.of()));
    }
}
