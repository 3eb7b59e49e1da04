package dev.atlasgateway.admin.signin.role;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Configuration(proxyBeanMethods = false)
class RoleConfiguration implements WebMvcConfigurer {

    @Bean
    HandlerAuthorizationManager handlerAuthorizationManager(ObjectProvider<RequestMappingHandlerMapping> handlers) {
        return new HandlerAuthorizationManager(handlers);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new AdminArgumentResolver());
    }
}
