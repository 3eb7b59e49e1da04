package dev.atlasgateway.policy;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    PolicyRules policyRules(ObjectProvider<PolicyCheck> checks) {
        return new PolicyRules(checks.orderedStream().toList());
    }
}
