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
        try {
            application.run(args);
        } catch (RuntimeException reported) {
            System.exit(1); // else the simulator and the sign-in page would keep the process alive
        }
    }
}
