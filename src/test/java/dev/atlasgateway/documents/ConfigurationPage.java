package dev.atlasgateway.documents;

import dev.atlasgateway.AtlasGatewayApplication;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes the tables of {@code docs/configuration.md} of the descriptions that the build collects from the code. */
final class ConfigurationPage {

    static final Path FILE = Path.of("docs/configuration.md");

    private static final Pattern GENERATED =
            Pattern.compile("(<!-- generated: .*? -->\\n).*(<!-- end of generated -->)", Pattern.DOTALL);
    private static final Pattern ELEMENT =
            Pattern.compile("java\\.util\\.(List|Map)<(?:java\\.lang\\.String,)?([\\w.$]+)>");

    private ConfigurationPage() {}

    private record Setting(String name, String type, String fallback, String description) {

        static Setting of(String prefix, JsonNode property) {
            return new Setting(
                    prefix + property.path("name").asString(),
                    property.path("type").asString(""),
                    fallback(property.path("defaultValue")),
                    property.path("description").asString(""));
        }

        private static String fallback(JsonNode value) {
            return value.isArray()
                    ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
                    : value.asString("").replaceFirst("^\\[(.*)]$", "$1");
        }

        String row() {
            var values = values();
            var text = StringUtils.capitalize(description)
                    .replaceAll("\\{@code ([^}]*)}", "`$1`")
                    .replace("|", "\\|")
                    .replaceFirst("\\.$", "");
            return "| `%s` | %s | %s |%n"
                    .formatted(
                            name,
                            fallback.isEmpty() ? "" : "`" + fallback + "`",
                            values.isEmpty() ? text : text + " (" + values + ")");
        }

        private String values() {
            try {
                var constants = Class.forName(type).getEnumConstants();
                return constants == null
                        ? ""
                        : Arrays.stream(constants)
                                .map(constant -> "`" + spelled(constant) + "`")
                                .collect(Collectors.joining(", "));
            } catch (ClassNotFoundException e) {
                return "";
            }
        }

        private static String spelled(Object constant) {
            return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The page with tables of what the code has now. */
    static String renewed(String page) throws Exception {
        var tables = new StringBuilder();
        String group = "";
        for (var setting : settings()) {
            var its = setting.name().replaceFirst("(\\w+\\.\\w+).*", "$1");
            if (!its.equals(group)) {
                tables.append("\n### ").append(its).append("\n\n| setting | default | meaning |\n|---|---|---|\n");
                group = its;
            }
            tables.append(setting.row());
        }
        return GENERATED
                .matcher(page)
                .replaceFirst(found -> Matcher.quoteReplacement(found.group(1) + tables + "\n" + found.group(2)));
    }

    private static List<Setting> settings() throws Exception {
        var settings = new ArrayList<Setting>();
        for (var property : read("META-INF/spring-configuration-metadata.json")) {
            add(Setting.of("", property), settings);
        }
        return settings;
    }

    /** The setting, or instead of a list or map of several, each of these. */
    private static void add(Setting setting, List<Setting> settings) throws Exception {
        var element = ELEMENT.matcher(setting.type());
        if (!element.matches()
                || !element.group(2).startsWith("dev.atlasgateway")
                || !Class.forName(element.group(2)).isRecord()) {
            settings.add(setting);
            return;
        }
        var prefix = setting.name() + (element.group(1).equals("Map") ? ".<name>." : "[].");
        for (var property : read("META-INF/spring/configuration-metadata/" + element.group(2) + ".json")) {
            settings.add(Setting.of(prefix, property));
        }
    }

    private static JsonNode read(String resource) throws Exception {
        var classes = AtlasGatewayApplication.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        return JsonMapper.shared()
                .readTree(Files.readString(Path.of(URI.create(classes + resource))))
                .path("properties");
    }
}
