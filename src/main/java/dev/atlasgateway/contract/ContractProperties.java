package dev.atlasgateway.contract;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Limits on the requests of callers.
 *
 * @param maxBodySize maximum size of a body, compressed and decompressed. The largest valid body has about 160 KB: fifty
 *     tags of maximum length with every character escaped
 * @param bodyTimeout time within which a complete body must arrive. Keep it below two thirds of
 *     {@code gateway.atlas.deadline}, so that time is left for Atlas
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
