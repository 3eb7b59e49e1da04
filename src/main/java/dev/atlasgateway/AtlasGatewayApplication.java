package dev.atlasgateway;

import dev.atlasgateway.server.ProcessLog;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;

/** Starts the gateway. The life of a call begins in {@link dev.atlasgateway.gateway}. */
@SpringBootApplication(
        exclude = { // unused, and each waits for the resolver to name this host
            SimpleDiscoveryClientAutoConfiguration.class,
            SimpleReactiveDiscoveryClientAutoConfiguration.class,
            UtilAutoConfiguration.class
        })
@ConfigurationPropertiesScan
public class AtlasGatewayApplication {

    public static void main(String[] args) {
        ProcessLog.install();
        SpringApplication.run(AtlasGatewayApplication.class, args);
    }
}
