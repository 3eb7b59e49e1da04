package dev.atlasgateway.helm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atlasgateway.testing.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prometheus's own tool, from the Debian package {@code prometheus}. */
final class Promtool {

    private Promtool() {}

    /** Runs it and returns its output; skips the calling test if it is not installed. */
    static Report run(Object... arguments) throws IOException, InterruptedException {
        assumeTrue(Programs.installed("promtool"), "skipped: promtool is not installed (Debian package prometheus)");
        var command = new ArrayList<>(List.of("promtool"));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Report(process.waitFor(), text);
    }

    record Report(int status, String text) {}
}
