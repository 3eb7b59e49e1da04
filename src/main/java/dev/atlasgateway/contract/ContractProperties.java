package dev.atlasgateway.contract;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Bounds on what callers may send.
 *
 * @param maxBodySize largest body, as it is sent and uncompressed; fifty of the longest tags, every character escaped, take 160 KB
 * @param bodyTimeout time within which a body must have arrived as a whole
 */
@ConfigurationProperties("gateway.contract")
record ContractProperties(
        @DefaultValue("256KB") DataSize maxBodySize,
        @DefaultValue("10s") Duration bodyTimeout) {

    ContractProperties {
        Assert.isTrue(
                maxBodySize.toBytes() > 0 && maxBodySize.toMegabytes() <= 16,
                "gateway.contract.max-body-size must be between 1B and 16MB");
        Assert.isTrue(bodyTimeout.isPositive(), "gateway.contract.body-timeout must be positive");
    }
}
