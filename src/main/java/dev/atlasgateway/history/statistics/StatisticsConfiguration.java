package dev.atlasgateway.history.statistics;

import dev.atlasgateway.history.HistoryProperties;
import dev.atlasgateway.store.Polling;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StatisticsConfiguration {

    /** Without a pause while more calls are to be counted. */
    @Bean
    Polling statisticsPolling(StatisticsRollup rollup, HistoryProperties properties) {
        return Polling.whileServing("statistics-rollup", rollup::countNext, properties.countEvery());
    }
}
