package dev.atlasgateway.demo;

import dev.atlasgateway.AtlasGatewayApplication;
import org.springframework.boot.SpringApplication;

/** Starts the gateway with everything that it needs: {@code ./mvnw spring-boot:test-run}. */
public final class DemoApplication {

    private DemoApplication() {}

    public static void main(String[] args) {
        var application = new SpringApplication(AtlasGatewayApplication.class);
        application.addInitializers(new DemoEnvironment());
        application.addListeners(new NextSteps());
        application.run(args);
    }
}
