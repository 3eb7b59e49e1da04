package dev.atlasgateway.replicas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Sends signals to a process by its id. */
final class Signals {

    private Signals() {}

    static void send(String name, Stream<ProcessHandle> processes) {
        processes.toList().forEach(process -> send(name, process.pid()));
    }

    private static void send(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
