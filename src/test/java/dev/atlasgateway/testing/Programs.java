package dev.atlasgateway.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Finds programs that some tests need and most machines lack. */
public final class Programs {

    private Programs() {}

    public static boolean installed(String name) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
