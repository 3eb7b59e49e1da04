package dev.atlasgateway.document;

import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Revisions;
import dev.atlasgateway.store.Polling;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DocumentProperties.class)
class DocumentConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentConfiguration.class);

    @Bean
    @ConditionalOnProperty("gateway.policy.seed")
    PolicySeed policySeed(DocumentProperties properties, Revisions revisions, PolicyRules rules) {
        var document = new MountedDocument("gateway.policy.seed", Objects.requireNonNull(properties.seed()));
        return new PolicySeed(document, revisions, rules);
    }

    /** Gives the objects of a document that is no longer mounted to the admins, who could not change them otherwise. */
    @Bean
    @ConditionalOnProperty(name = "gateway.policy.import", matchIfMissing = true, havingValue = "false")
    ApplicationRunner releaseObjectsOfUnmountedDocument(Revisions revisions) {
        return arguments -> {
            try {
                if (revisions.current().isManaged()) {
                    revisions.release(new Author("gateway.policy.import", "the document is no longer mounted"));
                }
            } catch (RuntimeException e) { // the policy is in force all the same, so the gateway serves calls
                LOG.error("The admins cannot change the objects of the unmounted document until the next start.", e);
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("gateway.policy.import")
    static class Mounted {

        @Bean
        PolicyImport policyImport(DocumentProperties properties, Revisions revisions, PolicyRules rules) {
            var document = new MountedDocument("gateway.policy.import", Objects.requireNonNull(properties.document()));
            return new PolicyImport(document, revisions, rules);
        }

        @Bean
        Polling policyImportPolling(PolicyImport policyImport, DocumentProperties properties) {
            return Polling.beforeServing(
                    "policy-import", policyImport::first, policyImport::update, properties.importInterval());
        }

        @Bean
        ImportHealth policyImportHealthIndicator(PolicyImport policyImport) {
            return new ImportHealth(policyImport);
        }

        @Bean
        MeterBinder policyImportMetrics(PolicyImport policyImport) {
            return registry -> Gauge.builder(
                            "gateway.policy.import.refused",
                            policyImport,
                            importing -> importing.refusal() == null ? 0 : 1)
                    .description(
                            "1 while the mounted policy document is refused and the last accepted policy stays in force")
                    .register(registry);
        }
    }
}
