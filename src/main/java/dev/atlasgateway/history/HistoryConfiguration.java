package dev.atlasgateway.history;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    @Bean(destroyMethod = "close")
    HistoryPool historyPool(DataSource dataSource, HistoryProperties properties) {
        return HistoryPool.beside(dataSource, properties);
    }

    @Bean
    History history(HistoryPool pool) {
        return new History(new Search(pool), new Records(pool));
    }

    @Bean
    AdminEvents adminEvents(JdbcClient jdbc, HistoryPool pool) {
        return new AdminEvents(jdbc, pool);
    }
}
