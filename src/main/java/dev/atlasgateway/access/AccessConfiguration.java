package dev.atlasgateway.access;

import dev.atlasgateway.policy.Policy;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration {

    @Bean
    Access access(Policy policy, InstantSource clock, AccessProperties properties) {
        return new Access(policy, clock, properties.contact());
    }
}
