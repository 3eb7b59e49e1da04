package dev.atlasgateway.store;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The first use of PostgreSQL, and connections besides the main pool. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    static MountedCredentials mountedCredentials(Environment environment) {
        return new MountedCredentials(environment);
    }

    @Bean
    PollingConnection pollingConnection(DataSource main) {
        return PollingConnection.like(main);
    }

    @Bean
    TransactionTemplate transactions(PlatformTransactionManager main) {
        return new TransactionTemplate(main);
    }

    @Bean
    static StoreSettingCheck storeSettingCheck(Environment environment) {
        return new StoreSettingCheck(environment);
    }

    @Bean
    StorePreparation storePreparation(DataSource main) {
        var settings = SessionSettings.of(SecondaryPool.pool(main));
        return new StorePreparation(settings, Duration.ofMinutes(2), Duration.ofSeconds(3));
    }

    /** Uses the store before the web server starts. Otherwise Jetty would log a failure of the store with its trace. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> storeBeforeServer(
            ObjectProvider<FlywayMigrationInitializer> migration) {
        migration.ifAvailable(done -> {});
        return server -> {};
    }

    @Bean
    MigrationDataSourceCustomizer migrationDataSourceCustomizer(DataSource main) {
        return new MigrationDataSourceCustomizer(SecondaryPool.pool(main));
    }
}
