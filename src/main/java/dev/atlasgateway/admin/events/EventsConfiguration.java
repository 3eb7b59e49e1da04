package dev.atlasgateway.admin.events;

import dev.atlasgateway.history.HistoryPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class EventsConfiguration {

    @Bean
    AdminEvents adminEvents(JdbcClient jdbc, HistoryPool pool) {
        return new AdminEvents(jdbc, pool);
    }
}
