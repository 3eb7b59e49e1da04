package dev.atlasgateway.store;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connections to PostgreSQL besides the main pool. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    PollingConnection pollingConnection(DataSource main) {
        return PollingConnection.like(main);
    }

    @Bean
    MigrationDataSourceCustomizer migrationDataSourceCustomizer() {
        return new MigrationDataSourceCustomizer();
    }
}
