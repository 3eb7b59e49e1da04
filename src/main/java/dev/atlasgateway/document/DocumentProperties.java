package dev.atlasgateway.document;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.io.Resource;

/**
 * The policy as a mounted file.
 *
 * @param document a policy document that is the whole truth: at each start the store is brought to what it says; without
 *     one nothing is imported
 */
@ConfigurationProperties("gateway.policy")
record DocumentProperties(@Name("import") @Nullable Resource document) {}
