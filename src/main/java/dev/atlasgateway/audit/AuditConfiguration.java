package dev.atlasgateway.audit;

import dev.atlasgateway.exchange.AtlasDeadline;
import dev.atlasgateway.exchange.StaleRetryGuard;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean(destroyMethod = "close")
    AuditPool auditPool(DataSource dataSource, AuditProperties properties) {
        return AuditPool.beside(dataSource, properties.storeTimeout());
    }

    @Bean
    Partitions auditPartitions(InstantSource clock, AuditProperties properties) {
        return new Partitions(clock, properties.retention());
    }

    @Bean
    AuditMeters auditMeters(MeterRegistry registry) {
        return new AuditMeters(registry);
    }

    @Bean
    Availability auditAvailability() {
        return new Availability();
    }

    @Bean
    AuditWriter auditWriter(
            AuditPool pool,
            Partitions partitions,
            Availability availability,
            AuditMeters meters,
            AuditProperties properties) {
        meters.writable(availability::isWritable);
        var store = new AuditStore(pool, partitions);
        return new AuditWriter(store, availability, meters, properties.queueCapacity(), properties.batchSize());
    }

    @Bean
    AuditTrail auditTrail(
            AuditWriter writer,
            Availability availability,
            AuditMeters meters,
            InstantSource clock,
            AuditProperties properties,
            AtlasDeadline deadline) {
        return new DurableAuditTrail(
                new RowFactory(properties.replica()),
                new Intents(writer, availability, meters, properties.intentTimeout()),
                new OutcomeWriter(writer, availability, meters, properties.outcomeTimeout()),
                meters,
                clock,
                deadline.value());
    }

    @Bean
    StaleRetryGuard supersession(AuditPool pool, InstantSource clock) {
        return new RetryLeases(pool, clock);
    }

    @Bean
    AuditMaintenance auditUpkeep(
            AuditPool pool,
            Partitions partitions,
            AuditMeters meters,
            AuditProperties properties,
            AtlasDeadline deadline) {
        meters.monthsAhead(partitions::monthsAhead);
        var orphans = new Orphans(meters, deadline.value(), properties.orphanAfter());
        return new AuditMaintenance(pool, partitions, orphans, properties.sweepInterval());
    }

    @Bean
    AuditLifecycle auditLifecycle(AuditWriter writer, AuditMaintenance upkeep, AuditProperties properties) {
        return new AuditLifecycle(writer, upkeep, properties.flushTimeout());
    }

    @Bean
    AuditHealth auditHealthIndicator(Availability availability, AuditProperties properties) {
        return new AuditHealth(availability, properties.storeTimeout());
    }
}
