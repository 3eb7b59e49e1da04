package dev.atlasgateway.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Limits on connections, and what is in front of the gateway.
 *
 * @param headTimeout time within which the request line and all headers of a request must arrive
 * @param bodyPause longest silence within a body
 * @param bodyTimeout time within which the body of a request must arrive. Calls have {@code gateway.contract.body-timeout};
 *     logins, sign-ins and forms without a file have 10 seconds
 * @param proxies number of proxies that each append an address to {@code X-Forwarded-For}, if
 *     {@code server.forward-headers-strategy} is {@code native}; the caller's is the entry that the first of them appends
 */
@ConfigurationProperties("gateway.server")
record ServerProperties(
        @DefaultValue("10s") Duration headTimeout,
        @DefaultValue("10s") Duration bodyPause,
        @DefaultValue("2m") Duration bodyTimeout,
        @DefaultValue("1") int proxies) {

    ServerProperties {
        Assert.isTrue(headTimeout.isPositive(), "gateway.server.head-timeout must be positive");
        Assert.isTrue(bodyPause.isPositive(), "gateway.server.body-pause must be positive");
        Assert.isTrue(bodyTimeout.isPositive(), "gateway.server.body-timeout must be positive");
        Assert.isTrue(proxies > 0, "gateway.server.proxies must be positive");
    }
}
