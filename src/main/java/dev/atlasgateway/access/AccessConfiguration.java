package dev.atlasgateway.access;

import dev.atlasgateway.policy.Policy;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    Access access(Policy policy, InstantSource clock) {
        return new Access(policy, clock);
    }
}
