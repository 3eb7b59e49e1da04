package dev.atlasgateway.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The settings that the gateway reads, its own and Spring's, from their configuration metadata. */
public final class KnownSettings {

    private static final Pattern SEVERAL =
            Pattern.compile("java\\.util\\.(?:Map<java\\.lang\\.String,|List<)([\\w.$]+)>");

    private final Map<String, String> types = new HashMap<>();

    public KnownSettings() throws IOException {
        var found = getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json");
        while (found.hasMoreElements()) {
            try (var stream = found.nextElement().openStream()) {
                var described = JsonMapper.shared().readTree(new String(stream.readAllBytes(), UTF_8));
                for (var property : described.path("properties")) {
                    types.put(
                            asVariable(property.path("name").asString()),
                            property.path("type").asString(""));
                }
            }
        }
    }

    /** Returns whether a setting or group of settings has this name; {@code <name>} stands for an entry of a map. */
    public boolean has(String name) {
        var variable = asVariable(
                name.replace("[]", ".0").replaceAll("\\[(\\d+)]", ".$1").replaceAll("[<>]", ""));
        return reads(variable) || types.keySet().stream().anyMatch(setting -> setting.startsWith(variable + "_"));
    }

    /** Returns whether the gateway reads the environment variable, also as an entry of a map or list. */
    public boolean reads(String variable) {
        return types.containsKey(variable)
                || types.entrySet().stream()
                        .anyMatch(setting -> isEntry(variable, setting.getKey(), setting.getValue()));
    }

    private static boolean isEntry(String variable, String several, String type) {
        var values = SEVERAL.matcher(type);
        if (!variable.startsWith(several + "_") || !values.matches()) {
            return false;
        }
        var path = variable.substring(several.length() + 1).split("_");
        return path.length == 1 || (path.length == 2 && hasComponent(values.group(1), path[1]));
    }

    private static boolean hasComponent(String type, String name) {
        try {
            var components = Class.forName(type).getRecordComponents();
            return components != null
                    && Arrays.stream(components)
                            .anyMatch(
                                    component -> asVariable(component.getName()).equals(name));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static String asVariable(String name) {
        return name.replace(".", "_").replace("-", "").toUpperCase(Locale.ROOT);
    }
}
