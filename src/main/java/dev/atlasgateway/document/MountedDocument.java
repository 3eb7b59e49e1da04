package dev.atlasgateway.document;

import dev.atlasgateway.policy.InvalidPolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * A policy document that a setting names.
 *
 * <p>A change is detected by the real path, size and time of the file, instead of by watching a directory. So it works
 * on any file system, also when Kubernetes replaces a ConfigMap by a symbolic link two directories up.
 */
record MountedDocument(String setting, Resource resource) {

    private record State(@Nullable Path path, @Nullable FileTime modified, long size) {}

    String name() {
        var name = resource.getFilename();
        return name == null ? resource.getDescription() : name;
    }

    /** Returns a value that is equal while the file does not change; always equal if the resource is not a file. */
    Object state() {
        try {
            if (!resource.isFile()) {
                return new State(null, null, 0);
            }
            var path = resource.getFilePath().toRealPath();
            return new State(path, Files.getLastModifiedTime(path), Files.size(path));
        } catch (IOException e) {
            return new State(null, null, -1);
        }
    }

    /** @throws InvalidPolicyException if it cannot be read */
    byte[] read() {
        try {
            if (resource.isFile()
                    && Files.isDirectory(resource.getFilePath())) { // Java would read the list of its files
                throw new InvalidPolicyException(
                        setting + ": " + resource.getDescription() + " is a directory; name the file in it");
            }
            try (var yaml = resource.getInputStream()) {
                return yaml.readNBytes(YamlBounds.HERE.bytes() + 1);
            }
        } catch (IOException e) {
            throw new InvalidPolicyException(
                    setting + ": " + resource.getDescription() + " does not exist or cannot be read");
        }
    }
}
