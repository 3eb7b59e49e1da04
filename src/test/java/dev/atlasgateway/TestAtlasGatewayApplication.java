package dev.atlasgateway;

import org.springframework.boot.SpringApplication;

/** The gateway with everything that it needs beside it: {@code ./mvnw spring-boot:test-run}. */
public final class TestAtlasGatewayApplication {

    private TestAtlasGatewayApplication() {}

    public static void main(String[] args) {
        var application = new SpringApplication(AtlasGatewayApplication.class);
        application.addInitializers(new Surroundings());
        application.addListeners(new FirstCommand());
        application.run(args);
    }
}
