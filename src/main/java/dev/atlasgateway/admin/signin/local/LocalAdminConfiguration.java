package dev.atlasgateway.admin.signin.local;

import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.admin.signin.oidc.OidcProviders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class LocalAdminConfiguration {

    @Bean
    LocalAdmin localAdmin(
            SignInProperties properties, OidcProviders providers, JdbcClient store, Environment environment) {
        LocalAdminPassword.requireLength(properties.bootstrap(), environment);
        var companySignIn = !providers.isEmpty() || !properties.issuers().isEmpty();
        var password = LocalAdminPassword.hash(properties.bootstrap(), companySignIn, store);
        return new LocalAdmin(
                properties.bootstrap(), LocalAdminPassword.reread(properties.bootstrap(), password, environment));
    }
}
