package dev.atlasgateway.console;

import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Revisions;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the pages that change the policy share. */
@Configuration(proxyBeanMethods = false)
class ChangesConfiguration {

    @Bean
    Managed managed() {
        return new Managed((kind, key) -> Optional.empty());
    }

    @Bean
    Saving saving(Policy policy, Revisions revisions, Managed managed) {
        return new Saving(policy, new Changes(policy, revisions), managed);
    }
}
