package dev.atlasgateway.store;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    PollingConnection lookout(DataSource main) {
        return PollingConnection.beside(main);
    }

    @Bean
    PatientMigrations patientMigrations() {
        return new PatientMigrations();
    }
}
