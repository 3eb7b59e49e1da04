package dev.atlasgateway.explain;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.contract.Contract;
import dev.atlasgateway.guardrail.CurrentState;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.history.AdminEvents;
import dev.atlasgateway.history.History;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.quota.Quotas;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.translation.Translator;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExplainProperties.class)
class ExplainConfiguration {

    @Bean
    DryRun.Doors doors(Contract contract, Access access, Quotas quotas, Guardrails guardrails, Translator translator) {
        return new DryRun.Doors(contract, access, quotas, guardrails, translator);
    }

    @Bean
    Explanations explanations(
            DryRun.Doors doors,
            Policy policy,
            Revisions revisions,
            CurrentState current,
            AdminEvents events,
            InstantSource clock) {
        return new Explanations(doors, policy, revisions, current, events, clock);
    }

    @Bean
    WhoCan whoCan(Policy policy, History history, InstantSource clock) {
        return new WhoCan(policy, history::lastUseOfGrants, clock);
    }

    @Bean(destroyMethod = "close")
    Backtests backtests(
            DataSource store,
            JdbcClient jdbc,
            Policy policy,
            Revisions revisions,
            AdminEvents events,
            DryRun.Doors doors,
            ExplainProperties properties,
            InstantSource clock) {
        return new Backtests(
                () -> new AuditedCalls(store),
                new BacktestStore(jdbc),
                policy,
                revisions,
                events,
                doors,
                properties,
                clock);
    }
}
