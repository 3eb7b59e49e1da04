package dev.atlasgateway.revision.edit;

import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Revisions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EditConfiguration {

    @Bean
    PolicyEditor policyEditor(Policy policy, Revisions revisions, InstantSource clock) {
        return new PolicyEditor(policy, revisions, clock);
    }
}
