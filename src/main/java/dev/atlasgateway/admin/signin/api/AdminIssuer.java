package dev.atlasgateway.admin.signin.api;

import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.caller.PublishedKeys;
import dev.atlasgateway.caller.StrictJwtDecoders;
import java.time.InstantSource;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** OpenID provider whose tokens open the admin API. */
record AdminIssuer(String issuer, JwtDecoder decoder) {

    static AdminIssuer of(SignInProperties.Issuer settings, SslBundles bundles, InstantSource clock) {
        var keys = PublishedKeys.of(settings, bundles, clock);
        return new AdminIssuer(settings.issuer(), StrictJwtDecoders.ofCompany(settings, keys, clock));
    }
}
