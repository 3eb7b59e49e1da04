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
 * Gateway whose clock can jump: the {@link InstantSource} of all its own code, shifted by the offset in a file. Its
 * libraries keep the machine's clock: Spring Security's sign-in, Jetty and Hikari.
 */
final class ShiftedClock {

    private static final String FILE = "replicas.clock";

    private final Path offset;

    ShiftedClock(Path folder) throws IOException {
        offset = folder.resolve("clock");
        shift(Duration.ZERO);
    }

    /** Returns the arguments with which to start the process. */
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
