package dev.atlasgateway.gateway;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of refusals that come in floods.
 *
 * @param atOnce number of calls that a replica answers with 401, 403 or 429 without delay within a second. Each further one is
 *     answered a tenth of a second later, so that a client in a loop slows down and leaves the processor to other callers. If
 *     a third of {@code server.jetty.threads.max} wait already, it is answered at once and its connection is closed
 */
@ConfigurationProperties("gateway.refusals")
record RefusalProperties(@DefaultValue("200") int atOnce) {

    RefusalProperties {
        Assert.isTrue(atOnce > 0, "gateway.refusals.at-once must be positive");
    }
}
