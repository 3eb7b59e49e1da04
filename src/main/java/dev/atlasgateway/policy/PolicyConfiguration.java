package dev.atlasgateway.policy;

import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    PolicyRules policyRules(ObjectProvider<PolicyCheck> checks) {
        return new PolicyRules(checks.orderedStream().toList());
    }

    @Bean
    LivePolicy policy(JdbcClient jdbc, TransactionOperations transaction, PolicyRules rules, InstantSource clock) {
        return new LivePolicy(new PolicyStore(jdbc, transaction, clock), rules, clock);
    }

    @Bean
    PolicyPolling policyPolling(LivePolicy policy, PolicyRules rules, PolicyProperties properties) {
        var document = properties.document();
        Runnable first = document == null ? () -> {} : new PolicyImport(document, policy, rules);
        return new PolicyPolling(policy, first, properties.reloadInterval());
    }

    @Bean
    PolicyHealth policyHealthIndicator(LivePolicy policy) {
        return new PolicyHealth(policy);
    }

    @Bean
    PolicyMetrics policyMetrics(LivePolicy policy) {
        return new PolicyMetrics(policy);
    }
}
