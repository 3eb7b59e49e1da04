package dev.atlasgateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.image.KnownSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Whether the settings and the values of the chart that pages name exist. */
class SettingsTests {

    private static final Pattern SETTING =
            Pattern.compile("((?:gateway|server|spring|management)(?:\\.[a-z][\\w<>-]*(?:\\[\\d*])?)+)(?:\\.\\*|=.*)?");
    private static final Pattern VARIABLE = Pattern.compile("\\b(?:GATEWAY|SERVER|SPRING|MANAGEMENT)_[A-Z0-9_]+\\b");
    private static final KnownSettings KNOWN = known();
    private static final Set<String> VALUES = values();
    private static final Pattern VALUE = Pattern.compile("(?:" + String.join("|", topLevel()) + ")(?:\\.[a-zA-Z]+)+");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areReadByTheGateway(Page page) {
        for (var code : page.inlineCode()) {
            var setting = SETTING.matcher(code);
            if (setting.matches() && !isFieldOfLogOrTrace(code)) {
                assertThat(KNOWN.has(setting.group(1))).as("%s: %s", page, code).isTrue();
            }
        }
    }

    private static boolean isFieldOfLogOrTrace(String code) {
        return Sources.codeHas("\"" + code + "\"");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areReadAsVariablesToo(Page page) {
        VARIABLE.matcher(page.text())
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.equals("SPRING_CONFIG_ADDITIONAL_LOCATION")) // Spring Boot does not describe it
                .forEach(name -> assertThat(KNOWN.reads(name) || isErrorCode(name))
                        .as("%s: %s", page, name)
                        .isTrue());
    }

    private static boolean isErrorCode(String name) {
        return name.startsWith("GATEWAY_") && Sources.codeHas(" " + name + "(");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areValuesOfTheChart(Page page) {
        page.inlineCode().stream()
                .filter(code -> VALUE.matcher(code).matches() && !code.matches(".*\\.(json|yaml|send)"))
                .forEach(code -> assertThat(VALUES).as("%s: %s", page, code).contains(code));
    }

    private static KnownSettings known() {
        try {
            return new KnownSettings();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> topLevel() {
        var names = new HashSet<>(VALUES);
        names.removeIf(value -> value.contains("."));
        return names;
    }

    private static Set<String> values() {
        try {
            var paths = new HashSet<String>();
            collect("", new Yaml().load(Files.readString(Path.of("helm/values.yaml"))), paths);
            return paths;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void collect(String prefix, Map<String, Object> values, Set<String> paths) {
        values.forEach((name, value) -> {
            paths.add(prefix + name);
            if (value instanceof Map<?, ?> inner) {
                @SuppressWarnings("unchecked")
                var typed = (Map<String, Object>) inner;
                collect(prefix + name + ".", typed, paths);
            }
        });
    }
}
