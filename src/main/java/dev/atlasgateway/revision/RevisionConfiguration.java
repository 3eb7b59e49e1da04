package dev.atlasgateway.revision;

import dev.atlasgateway.policy.PolicyRules;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class RevisionConfiguration {

    @Bean
    LivePolicy policy(JdbcClient jdbc, TransactionOperations transaction, PolicyRules rules, InstantSource clock) {
        return new LivePolicy(new RevisionStore(jdbc, transaction, clock), rules, clock);
    }

    @Bean
    Polling policyPolling(LivePolicy policy, ExpiringGrants expiring, RevisionProperties properties) {
        return Polling.forRevisions(
                () -> {
                    policy.reload();
                    expiring.follow();
                },
                properties.reloadInterval());
    }

    @Bean
    ExpiringGrants expiringGrants(LivePolicy policy, InstantSource clock) {
        return new ExpiringGrants(policy, clock);
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
