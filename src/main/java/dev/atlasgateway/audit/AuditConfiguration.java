package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditMaintenance;
import dev.atlasgateway.audit.store.AuditMeters;
import dev.atlasgateway.audit.store.AuditPool;
import dev.atlasgateway.audit.store.AuditStore;
import dev.atlasgateway.audit.store.AuditWriter;
import dev.atlasgateway.audit.store.MonthlyPartitions;
import dev.atlasgateway.audit.store.OrphanCloser;
import dev.atlasgateway.audit.store.RetryLeases;
import dev.atlasgateway.audit.store.StoreAvailability;
import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.exchange.StaleRetryGuard;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AuditProperties.class, MetricsProperties.class})
class AuditConfiguration {

    @Bean(destroyMethod = "close")
    AuditPool auditPool(DataSource dataSource, AuditProperties properties) {
        return AuditPool.beside(dataSource, properties.storeTimeout());
    }

    @Bean
    MonthlyPartitions auditPartitions(InstantSource clock, AuditProperties properties) {
        return new MonthlyPartitions(clock, properties.retention());
    }

    @Bean
    AuditMeters auditMeters(MeterRegistry registry, MetricsProperties properties) {
        return new AuditMeters(registry, properties.teamDurations());
    }

    @Bean
    StoreAvailability auditAvailability() {
        return new StoreAvailability();
    }

    @Bean
    AuditWriter auditWriter(
            AuditPool pool,
            MonthlyPartitions partitions,
            StoreAvailability availability,
            AuditMeters meters,
            AuditProperties properties) {
        meters.writable(availability::isWritable);
        var store = new AuditStore(pool, partitions);
        return new AuditWriter(store, availability, meters, properties.queueCapacity(), properties.batchSize());
    }

    @Bean
    AuditTrail auditTrail(
            AuditWriter writer,
            StoreAvailability availability,
            AuditMeters meters,
            InstantSource clock,
            AuditProperties properties,
            AtlasDeadline deadline) {
        return new DurableAuditTrail(
                new RowFactory(properties.replica()),
                new IntentWriter(writer, availability, meters, properties.intentTimeout()),
                new OutcomeWriter(writer, availability, meters, properties.outcomeTimeout()),
                meters,
                clock,
                deadline.value());
    }

    @Bean
    StaleRetryGuard staleRetryGuard(AuditPool pool, InstantSource clock) {
        return new RetryLeases(pool, clock);
    }

    @Bean
    AuditMaintenance auditMaintenance(
            AuditPool pool,
            MonthlyPartitions partitions,
            AuditMeters meters,
            AuditProperties properties,
            AtlasDeadline deadline) {
        meters.monthsAhead(partitions::monthsAhead);
        var orphans = new OrphanCloser(meters, deadline.value(), properties.orphanAfter());
        return new AuditMaintenance(pool, partitions, orphans, properties.sweepInterval());
    }

    @Bean
    AuditLifecycle auditLifecycle(AuditWriter writer, AuditMaintenance maintenance, AuditProperties properties) {
        return new AuditLifecycle(writer, maintenance, properties.flushTimeout());
    }

    @Bean
    AuditHealth auditHealthIndicator(StoreAvailability availability, AuditProperties properties) {
        return new AuditHealth(availability, properties.storeTimeout());
    }
}
