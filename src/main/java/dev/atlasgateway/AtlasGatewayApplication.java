package dev.atlasgateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway. The life of a call begins in {@link dev.atlasgateway.gateway}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AtlasGatewayApplication {

    public static void main(String[] args) {
        SpringApplication.run(AtlasGatewayApplication.class, args);
    }
}
