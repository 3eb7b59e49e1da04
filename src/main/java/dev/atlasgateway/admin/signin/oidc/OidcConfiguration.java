package dev.atlasgateway.admin.signin.oidc;

import dev.atlasgateway.admin.signin.SignInProperties;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SignInProperties.class, OAuth2ClientProperties.class})
class OidcConfiguration {

    @Bean
    OidcProviders oidcProviders(
            OAuth2ClientProperties properties,
            SignInProperties signIn,
            SslBundles bundles,
            Environment environment,
            InstantSource clock) {
        return new OidcProviders(properties, signIn.sslBundles(), bundles, environment, clock);
    }

    @Bean
    AdminClaimMapper adminClaimMapper(SignInProperties properties, OidcProviders providers, Environment environment) {
        properties.requireRolesIf(!providers.isEmpty());
        CallerAudience.requireDistinct(properties.issuers(), environment);
        return new AdminClaimMapper(properties);
    }
}
