package dev.atlasgateway.console;

import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Revisions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the pages that change the policy share. */
@Configuration(proxyBeanMethods = false)
class ChangesConfiguration {

    @Bean
    Managed managed(PolicyDocuments documents) {
        return new Managed(documents::managedBy);
    }

    @Bean
    Saving saving(Policy policy, Revisions revisions, Managed managed, InstantSource clock) {
        return new Saving(policy, new Changes(policy, revisions), managed, clock);
    }
}
