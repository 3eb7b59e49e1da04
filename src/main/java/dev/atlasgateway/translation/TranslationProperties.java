package dev.atlasgateway.translation;

import dev.atlasgateway.policy.Project.Contract;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of the translation to the API of Atlas.
 *
 * @param contract the API of Atlas that calls are translated to: flex (Atlas today) or serverless (v1.0); a project can
 *     set its own
 * @param publicUrl the address at which callers reach the gateway, for the links in its answers
 * @param successorUrl the address of the API that replaces this one, for the header Link
 */
@ConfigurationProperties("gateway.translation")
record TranslationProperties(
        @DefaultValue("flex") Contract contract,
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue("https://cloud.mongodb.com") URI successorUrl) {

    TranslationProperties {
        Assert.isTrue(publicUrl.getHost() != null, "gateway.translation.public-url must be an absolute URL");
        Assert.isTrue(successorUrl.getHost() != null, "gateway.translation.successor-url must be an absolute URL");
    }
}
