package dev.atlasgateway.explain;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.gateway.Pipeline;
import dev.atlasgateway.guardrail.CurrentState;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.history.AdminEvents;
import dev.atlasgateway.history.History;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.quota.Quotas;
import dev.atlasgateway.revision.Revisions;
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
    DryRunner dryRunner(Pipeline pipeline, Access access, Quotas quotas, Guardrails guardrails) {
        return new DryRunner(pipeline, access, quotas, guardrails);
    }

    @Bean
    Explanations explanations(
            DryRunner runner,
            Policy policy,
            Revisions revisions,
            CurrentState current,
            AdminEvents events,
            InstantSource clock) {
        return new Explanations(runner, policy, revisions, current, events, clock);
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
            DryRunner runner,
            ExplainProperties properties,
            InstantSource clock) {
        return new Backtests(
                () -> new AuditedCalls(store),
                new BacktestStore(jdbc),
                policy,
                revisions,
                events,
                runner,
                properties,
                clock);
    }
}
