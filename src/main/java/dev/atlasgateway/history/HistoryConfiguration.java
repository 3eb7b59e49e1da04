package dev.atlasgateway.history;

import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HistoryProperties.class)
class HistoryConfiguration {

    @Bean(destroyMethod = "close")
    HistoryPool historyPool(DataSource dataSource, HistoryProperties properties) {
        return HistoryPool.beside(dataSource, properties.connections(), properties.timeout());
    }

    @Bean
    CallReader callReader(HistoryPool pool, AdminJournal journal, HistoryProperties properties) {
        return new CallReader(
                new CallSearch(pool), new CallLookup(pool), journal, Math.max(1, properties.connections() / 2));
    }
}
