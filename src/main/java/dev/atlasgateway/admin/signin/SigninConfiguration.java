package dev.atlasgateway.admin.signin;

import dev.atlasgateway.history.AdminJournal;
import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SigninProperties.class, OAuth2ClientProperties.class})
class SigninConfiguration {

    @Bean
    SignInJournal signInJournal(AdminJournal events) {
        return new SignInJournal(events);
    }

    @Bean
    Sessions sessions(
            JdbcClient store,
            SigninProperties properties,
            SignInJournal journal,
            LocalAdmin bootstrap,
            InstantSource clock) {
        return new Sessions(store, properties.session(), journal, bootstrap, clock);
    }

    @Bean
    SessionLookup admission(Sessions sessions) {
        return new SessionLookup(sessions);
    }

    @Bean
    OidcProviders providers(OAuth2ClientProperties properties) {
        return new OidcProviders(properties);
    }

    @Bean
    AdminClaims adminClaims(SigninProperties properties, OidcProviders providers, Environment environment) {
        properties.requireRolesIf(!providers.none());
        properties.requireOtherAudiencesThan(CallersAudience.all(environment));
        return new AdminClaims(properties);
    }

    @Bean
    ApiTokens apiTokens(Sessions sessions, SigninProperties properties, AdminClaims claims, InstantSource clock) {
        var issuers = new HashMap<String, AdminIssuer>();
        for (var issuer : properties.issuers()) {
            issuers.put(issuer.issuer(), AdminIssuer.of(issuer, clock));
        }
        return new ApiTokens(sessions, issuers, claims);
    }

    @Bean
    SignInOptions waysIn(LocalAdmin bootstrap, OidcProviders providers) {
        return new SignInOptions(bootstrap.exists(), providers.ways());
    }

    @Bean
    LocalAdmin bootstrapAdmin(SigninProperties properties, OidcProviders providers, JdbcClient store) {
        var bootstrap = properties.bootstrap();
        var limit = new SignInLimit(bootstrap.attemptsPerAddress(), bootstrap.attempts(), TimeMeter.SYSTEM_NANOTIME);
        var others = !providers.none() || !properties.issuers().isEmpty();
        var password = LocalAdminPassword.of(bootstrap, others, store);
        return new LocalAdmin(bootstrap.name(), password, limit);
    }

    @Bean
    HandlerAuthorization handlerAuthorization(ObjectProvider<RequestMappingHandlerMapping> handlers) {
        return new HandlerAuthorization(handlers);
    }

    @Bean
    WebMvcConfigurer adminArgument() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new AdminArgument());
            }
        };
    }
}
