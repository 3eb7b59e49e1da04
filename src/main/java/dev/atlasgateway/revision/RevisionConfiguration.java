package dev.atlasgateway.revision;

import dev.atlasgateway.history.AdminEvents;
import dev.atlasgateway.history.History;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.store.Lookout;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class RevisionConfiguration {

    @Bean
    LivePolicy policy(
            JdbcClient jdbc,
            Lookout lookout,
            TransactionOperations transaction,
            AdminEvents events,
            PolicyRules rules,
            InstantSource clock) {
        ObjLongConsumer<Author> journal = (author, number) ->
                events.record(author.name(), "policy.changed", "revision:" + number, Map.of("reason", author.reason()));
        return new LivePolicy(new RevisionStore(jdbc, lookout.jdbc(), transaction, clock, journal), rules, clock);
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
    UnusedGrants unusedGrants(LivePolicy policy, History history, InstantSource clock) {
        return new UnusedGrants(policy, history::lastUseOfGrants, clock);
    }

    @Bean
    Polling unusedGrantsPolling(UnusedGrants unused) {
        return Polling.afterRevisions("unused-grants", unused::look, unused::look, UnusedGrants.EVERY);
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
