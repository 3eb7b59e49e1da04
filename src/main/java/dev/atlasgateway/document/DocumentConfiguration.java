package dev.atlasgateway.document;

import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.revision.Revisions;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {

    @Bean
    @ConditionalOnProperty("gateway.policy.import")
    PolicyImport policyImport(DocumentProperties properties, Revisions revisions, PolicyRules rules) {
        return new PolicyImport(Objects.requireNonNull(properties.document()), revisions, rules);
    }
}
