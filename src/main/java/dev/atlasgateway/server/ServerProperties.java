package dev.atlasgateway.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Limits on connections.
 *
 * @param headTimeout time within which the request line and all headers of a request must arrive
 */
@ConfigurationProperties("gateway.server")
record ServerProperties(@DefaultValue("10s") Duration headTimeout) {

    ServerProperties {
        Assert.isTrue(headTimeout.isPositive(), "gateway.server.head-timeout must be positive");
    }
}
