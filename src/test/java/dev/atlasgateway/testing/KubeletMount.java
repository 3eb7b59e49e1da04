package dev.atlasgateway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes files as the kubelet mounts a Secret: each is a link into a folder, and one link changes for all at once. */
public final class KubeletMount {

    private static final AtomicInteger WRITES = new AtomicInteger();

    private KubeletMount() {}

    /** Writes the files, in place of those that are there. */
    public static void write(Path folder, Map<String, String> files) throws IOException {
        var data = Files.createDirectories(folder.resolve("..2026_11_30_" + WRITES.incrementAndGet()));
        var link = folder.resolve("..data");
        for (var file : files.entrySet()) {
            Files.writeString(data.resolve(file.getKey()), file.getValue());
        }
        var next = Files.createSymbolicLink(folder.resolve("..data_tmp"), data.getFileName());
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (var name : files.keySet()) {
            if (!Files.isSymbolicLink(folder.resolve(name))) {
                Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
            }
        }
    }
}
