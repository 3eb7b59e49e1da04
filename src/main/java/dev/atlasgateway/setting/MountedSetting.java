package dev.atlasgateway.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.Environment;

/**
 * Setting whose file is read again for each use, so that a rotation needs no restart. The file is in a folder that {@code
 * spring.config.import=configtree:} names. Spring Boot itself reads it at the start only.
 */
public final class MountedSetting {

    /** The text without it is what Spring Boot reads. */
    private static final Pattern LAST_LINE_END = Pattern.compile("\\R\\z");

    private final Path file;
    private volatile String last;

    private MountedSetting(Path file, String last) {
        this.file = file;
        this.last = last;
    }

    /** Returns a setting; empty if it is not set, or not by a file of a mounted folder. */
    public static Optional<MountedSetting> find(Environment environment, String name) {
        for (var source : ConfigurationPropertySources.get(environment)) {
            var property = source.getConfigurationProperty(ConfigurationPropertyName.of(name));
            if (property != null) { // the first source wins
                return source.getUnderlyingSource() instanceof ConfigTreePropertySource
                        ? file(property).map(file -> new MountedSetting(file, String.valueOf(property.getValue())))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Returns the present value; the one before while the file cannot be read, as when a mount is replaced. */
    public String value() {
        try {
            last = read();
        } catch (IOException e) {
            // a driver may replace the folder at this moment
        }
        return last;
    }

    /** Returns the present value. */
    public String read() throws IOException {
        return LAST_LINE_END.matcher(Files.readString(file)).replaceFirst("");
    }

    private static Optional<Path> file(ConfigurationProperty property) {
        Origin origin = property.getOrigin();
        while (origin instanceof PropertySourceOrigin wrapper) {
            origin = wrapper.getOrigin();
        }
        if (origin instanceof TextResourceOrigin text && text.getResource() != null) {
            try {
                return Optional.of(text.getResource().getFilePath());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
