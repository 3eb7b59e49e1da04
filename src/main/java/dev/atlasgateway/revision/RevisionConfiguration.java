package dev.atlasgateway.revision;

import dev.atlasgateway.history.AdminJournal;
import dev.atlasgateway.policy.PolicyCheck;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import dev.atlasgateway.store.Polling;
import dev.atlasgateway.store.PollingConnection;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RevisionProperties.class)
class RevisionConfiguration {

    @Bean
    Revisions policy(
            JdbcClient jdbc,
            PollingConnection polling,
            TransactionOperations transaction,
            AdminJournal admins,
            PolicyRules rules,
            InstantSource clock) {
        ObjLongConsumer<Author> journal = (author, number) ->
                admins.record(author.name(), "policy.changed", "revision:" + number, Map.of("reason", author.reason()));
        return new Revisions(new RevisionStore(jdbc, polling.jdbc(), transaction, clock, journal), rules, clock);
    }

    @Bean
    PolicyRules policyRules(ObjectProvider<PolicyCheck> checks, ObjectProvider<Ha1Encryption> encryption) {
        return new PolicyRules(checks.orderedStream().toList(), encryption.getIfAvailable(() -> Ha1Encryption.NONE));
    }

    @Bean
    Polling policyPolling(Revisions policy, ExpiringGrants expiring, RevisionProperties properties) {
        return Polling.ofPolicy(
                () -> {
                    policy.reload();
                    expiring.follow();
                },
                properties.reloadInterval());
    }

    @Bean
    Polling unusedGrantsPolling(UnusedGrants unused) {
        return Polling.beforeServing("unused-grants", unused::update, unused::update, UnusedGrants.EVERY);
    }
}
