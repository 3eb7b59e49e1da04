package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.revision.edit.PolicyEditor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures what the pages that change the policy share. */
@Configuration(proxyBeanMethods = false)
class FormConfiguration {

    @Bean
    FileOwnership fileOwnership(Policy policy) {
        return new FileOwnership(policy);
    }

    @Bean
    FormSubmission formSubmission(Policy policy, PolicyEditor editor) {
        return new FormSubmission(policy, editor);
    }
}
