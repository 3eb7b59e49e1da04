package dev.atlasgateway.explain;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.gateway.Pipeline;
import dev.atlasgateway.guardrail.CurrentStateReader;
import dev.atlasgateway.guardrail.Guardrails;
import dev.atlasgateway.history.AdminJournal;
import dev.atlasgateway.history.statistics.StatisticsQuery;
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
    ExplanationService explanationService(
            DryRunner runner,
            Policy policy,
            Revisions revisions,
            CurrentStateReader current,
            AdminJournal journal,
            InstantSource clock) {
        return new ExplanationService(runner, policy, revisions, current, journal, clock);
    }

    @Bean
    GrantSearch grantSearch(Policy policy, StatisticsQuery statistics, InstantSource clock) {
        return new GrantSearch(policy, statistics::lastUseOfGrants, clock);
    }

    @Bean(destroyMethod = "close")
    BacktestService backtestService(
            DataSource store,
            JdbcClient jdbc,
            Policy policy,
            Revisions revisions,
            AdminJournal journal,
            DryRunner runner,
            ExplainProperties properties,
            InstantSource clock) {
        return new BacktestService(
                () -> new AuditedCallReader(store),
                new BacktestStore(jdbc),
                policy,
                revisions,
                journal,
                runner,
                properties,
                clock);
    }
}
