package dev.atlasgateway;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/** The gateway with everything that it needs beside it: {@code ./mvnw spring-boot:test-run}. */
public final class TestAtlasGatewayApplication {

    private TestAtlasGatewayApplication() {}

    public static void main(String[] args) {
        var application = new SpringApplication(AtlasGatewayApplication.class);
        application.addInitializers(new Surroundings());
        application.addListeners(new FirstCommand());
        application.run(Stream.concat(
                        Stream.of(
                                "--logging.structured.format.console=",
                                "--logging.level.io.zonky=warn",
                                "--logging.pattern.console=%d{HH:mm:ss.SSS} %5p %-25logger{0} %m %kvp%n%wEx"),
                        Arrays.stream(args))
                .toArray(String[]::new));
    }
}
