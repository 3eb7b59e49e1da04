package dev.atlasgateway.admin;

import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Revisions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

    @Bean
    PolicyListing policyListing(Policy policy) {
        return new PolicyListing(policy);
    }

    @Bean
    PolicyEditing policyEditing(Revisions revisions) {
        return new PolicyEditing(revisions);
    }
}
