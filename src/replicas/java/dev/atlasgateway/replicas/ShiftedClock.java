package dev.atlasgateway.replicas;

import dev.atlasgateway.AtlasGatewayApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A gateway whose clock can be made to jump: the {@link InstantSource} that all of its own code tells the time by, offset
 * by what a file says. Its libraries go on with the machine's: Spring Security's sign-in of people, Jetty, Hikari.
 */
final class ShiftedClock {

    private static final String FILE = "replicas.clock";

    private final Path offset;

    ShiftedClock(Path folder) throws IOException {
        offset = folder.resolve("clock");
        shift(Duration.ZERO);
    }

    /** What the process is to be started with. */
    String option() {
        return "-D" + FILE + "=" + offset;
    }

    void shift(Duration by) throws IOException {
        var next = Files.writeString(offset.resolveSibling("clock.next"), by.toString());
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static void main(String[] arguments) {
        var file = Path.of(System.getProperty(FILE));
        new SpringApplicationBuilder(AtlasGatewayApplication.class)
                .initializers(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        return bean instanceof InstantSource ? (InstantSource) () -> shifted(file) : bean;
                    }
                }))
                .run(arguments);
    }

    private static Instant shifted(Path file) {
        try {
            return Instant.now().plus(Duration.parse(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
