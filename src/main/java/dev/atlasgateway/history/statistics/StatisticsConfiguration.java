package dev.atlasgateway.history.statistics;

import dev.atlasgateway.history.HistoryPool;
import dev.atlasgateway.history.HistoryProperties;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class StatisticsConfiguration {

    @Bean
    StatisticsQuery statisticsQuery(HistoryPool pool, InstantSource clock) {
        return new StatisticsQuery(pool, clock);
    }

    @Bean
    RollupLifecycle statisticsRollup(
            JdbcClient jdbc, TransactionOperations transaction, InstantSource clock, HistoryProperties properties) {
        return new RollupLifecycle(new StatisticsRollup(jdbc, transaction, clock), properties.countEvery());
    }
}
