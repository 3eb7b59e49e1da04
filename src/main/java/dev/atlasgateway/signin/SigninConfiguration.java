package dev.atlasgateway.signin;

import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SigninProperties.class)
class SigninConfiguration {

    @Bean
    Sessions sessions(JdbcClient store, SigninProperties properties, InstantSource clock) {
        return new Sessions(store, properties.session(), clock);
    }

    @Bean
    BootstrapAdmin bootstrapAdmin(SigninProperties properties, JdbcClient store) {
        var bootstrap = properties.bootstrap();
        var limit = new SignInLimit(bootstrap.attemptsPerAddress(), bootstrap.attempts(), TimeMeter.SYSTEM_NANOTIME);
        return new BootstrapAdmin(bootstrap.name(), BootstrapPassword.of(bootstrap, store), limit);
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
