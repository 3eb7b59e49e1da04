package dev.atlasgateway.atlas.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one or two client secrets of a service account. */
public sealed interface ClientSecrets {

    /** Returns the current secrets; empty if they cannot be read. */
    List<String> read();

    /** Returns whether the secrets have changed since {@link #read}, so that a request that failed may now succeed. */
    boolean hasChanged();

    /** Returns secrets from the configuration. */
    static ClientSecrets of(List<String> secrets) {
        return new ConfiguredSecrets(secrets);
    }

    /**
     * Returns secrets from a file.
     *
     * @param setting the setting that names the file, for the error message
     * @throws IllegalStateException if the file does not hold one or two secrets
     */
    static ClientSecrets inFile(String setting, Path file) {
        var secrets = new FileSecrets(file);
        if (secrets.read().isEmpty()) {
            throw new IllegalStateException(
                    "%s: %s cannot be read, or does not hold one or two secrets, a line each".formatted(setting, file));
        }
        return secrets;
    }

    /** Removes what is no part of a secret: white space around it, and the byte order mark that some editors write. */
    static String withoutFraming(String line) {
        return line.replace("\uFEFF", "").strip();
    }

    /** Secrets from the configuration. */
    record ConfiguredSecrets(List<String> read) implements ClientSecrets {
        @Override
        public boolean hasChanged() {
            return false;
        }

        /** Omits the secrets. */
        @Override
        public String toString() {
            return "Secrets";
        }
    }

    /** Secrets from a mounted file, one a line. */
    final class FileSecrets implements ClientSecrets {

        private final Path file;
        private volatile @Nullable FileTime readVersion;

        private FileSecrets(Path file) {
            this.file = file;
        }

        @Override
        public List<String> read() {
            readVersion = lastModified();
            try {
                var secrets = Files.readAllLines(file).stream()
                        .map(ClientSecrets::withoutFraming)
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList();
                return secrets.size() <= 2 ? secrets : List.of();
            } catch (IOException e) {
                return List.of();
            }
        }

        @Override
        public boolean hasChanged() {
            var before = readVersion;
            return before == null ? lastModified() != null : !before.equals(lastModified());
        }

        private @Nullable FileTime lastModified() {
            try {
                return Files.getLastModifiedTime(file);
            } catch (IOException e) {
                return null;
            }
        }
    }
}
