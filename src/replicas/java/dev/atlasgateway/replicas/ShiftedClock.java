package dev.atlasgateway.replicas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The wall clock of one process, which can be made to jump; by Debian's libfaketime. Its monotonic clock goes on. */
final class ShiftedClock {

    private static final Optional<Path> LIBRARY = Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
            .map(machine -> Path.of("/usr/lib", machine, "faketime", "libfaketimeMT.so.1"))
            .filter(Files::exists)
            .findFirst();

    private final Path offset;

    ShiftedClock(Path folder) throws IOException {
        offset = folder.resolve("clock");
        shift(Duration.ZERO);
    }

    static boolean isInstalled() {
        return LIBRARY.isPresent();
    }

    /** What the process is to be started with. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", LIBRARY.orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "DONT_FAKE_MONOTONIC", "1");
    }

    void shift(Duration by) throws IOException {
        var next = Files.writeString(offset.resolveSibling("clock.next"), "%+d\n".formatted(by.toSeconds()));
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
