package dev.atlasgateway.replicas;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small disk in memory that can be filled. Needs root. */
final class Disk implements AutoCloseable {

    private final Path mount;
    private final Path filler;

    private Disk(Path mount) {
        this.mount = mount;
        this.filler = mount.resolve("filler");
    }

    static void assumeCanBeMade() {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/mount")),
                "not root: no disk is filled");
    }

    static Disk mounted(Path at, int megabytes) throws IOException {
        Files.createDirectories(at);
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=700", "tmpfs", at.toString());
        return new Disk(at);
    }

    Path folder(String name) {
        return mount.resolve(name);
    }

    /** Fills the disk to the last byte. */
    void fill() throws IOException {
        try (var out = Files.newOutputStream(filler)) {
            var zeros = new byte[4096];
            while (true) {
                out.write(zeros);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    void free() throws IOException {
        Files.delete(filler);
    }

    @Override
    public void close() throws IOException {
        run("umount", mount.toString());
    }

    private static void run(String... command) throws IOException {
        var process = new ProcessBuilder(List.of(command)).inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
