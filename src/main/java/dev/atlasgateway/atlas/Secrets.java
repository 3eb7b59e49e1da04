package dev.atlasgateway.atlas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one or two secrets of a service account. */
interface Secrets {

    /** As they are now; empty if they cannot be read. */
    List<String> read();

    /** Whether they have changed since they were read, so that what failed then may work now. */
    boolean changed();

    /**
     * The secrets of an account, wherever it keeps them.
     *
     * @throws IllegalStateException if a file is named but holds none, as nobody could sign then
     */
    static Secrets of(String name, AtlasProperties.Account account) {
        if (account.secretFile() == null) {
            return new Given(account.secrets());
        }
        var inFile = new InFile(account.secretFile());
        if (inFile.read().isEmpty()) {
            throw new IllegalStateException(
                    "gateway.atlas.accounts.%s.secret-file: %s cannot be read, or does not hold one or two secrets, a line each"
                            .formatted(name, account.secretFile()));
        }
        return inFile;
    }

    /** Secrets from the configuration. */
    record Given(List<String> read) implements Secrets {
        @Override
        public boolean changed() {
            return false;
        }

        @Override
        public String toString() {
            return "Secrets";
        }
    }

    /** Secrets from a mounted file, one a line. */
    final class InFile implements Secrets {

        private final Path file;
        private volatile @Nullable FileTime lastRead;

        InFile(Path file) {
            this.file = file;
        }

        @Override
        public List<String> read() {
            lastRead = modified();
            try {
                var secrets = Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList();
                return secrets.size() <= 2 ? secrets : List.of();
            } catch (IOException e) {
                return List.of();
            }
        }

        @Override
        public boolean changed() {
            var before = lastRead;
            return before == null ? modified() != null : !before.equals(modified());
        }

        private @Nullable FileTime modified() {
            try {
                return Files.getLastModifiedTime(file);
            } catch (IOException e) {
                return null;
            }
        }
    }
}
