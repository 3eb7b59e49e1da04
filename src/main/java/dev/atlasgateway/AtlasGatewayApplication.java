package dev.atlasgateway;

import dev.atlasgateway.server.ProcessLog;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway. The life of a call begins in {@link dev.atlasgateway.gateway}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AtlasGatewayApplication {

    public static void main(String[] args) {
        ProcessLog.install();
        SpringApplication.run(AtlasGatewayApplication.class, args);
    }
}
