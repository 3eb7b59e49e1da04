package dev.atlasgateway.admin;

import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.Revisions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the endpoints of the policy's objects share. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    @Bean
    PolicyListing policyListing(Policy policy) {
        return new PolicyListing(policy);
    }

    @Bean
    PolicyEditing policyEditing(Revisions revisions) {
        return new PolicyEditing(revisions);
    }
}
