package dev.atlasgateway.admin.api;

import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Revisions;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What the endpoints share. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    @Bean
    WebMvcConfigurer knownParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new KnownParameters()).addPathPatterns("/admin/api/**");
            }
        };
    }

    /** Behind the door, so that nothing is read of whom it does not let in. */
    @Bean
    FilterRegistrationBean<BodyBounds> bodyBounds() {
        var bounds = new FilterRegistrationBean<>(new BodyBounds());
        bounds.addUrlPatterns("/admin/*");
        bounds.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
        return bounds;
    }

    /** Behind what endpoints say of themselves, before what callers would be told. */
    @Bean
    WebMvcConfigurer unhandledProblems() {
        return new WebMvcConfigurer() {
            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                resolvers.add(1, new UnhandledProblems());
            }
        };
    }

    @Bean
    PolicyListing policyListing(Policy policy) {
        return new PolicyListing(policy);
    }

    @Bean
    PolicyEditing policyEditing(Revisions revisions, InstantSource clock) {
        return new PolicyEditing(revisions, clock);
    }
}
