package dev.atlasgateway.history;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    @Bean(destroyMethod = "close")
    HistoryPool historyPool(DataSource dataSource, HistoryProperties properties) {
        return HistoryPool.beside(dataSource, properties.connections(), properties.timeout());
    }

    @Bean
    CallReader callReader(HistoryPool pool, AdminJournal journal) {
        return new CallReader(new Search(pool), new Records(pool), journal);
    }

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
