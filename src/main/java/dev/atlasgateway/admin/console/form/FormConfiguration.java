package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.edit.PolicyEditor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the pages that change the policy share. */
@Configuration(proxyBeanMethods = false)
class FormConfiguration {

    @Bean
    FileOwnership managed(PolicyDocuments documents) {
        return new FileOwnership(documents::managedBy);
    }

    @Bean
    FormSubmission saving(Policy policy, PolicyEditor editor) {
        return new FormSubmission(policy, editor);
    }
}
