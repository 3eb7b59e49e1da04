package dev.atlasgateway;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whether {@code SECURITY.md} appeals to tests that there are. */
class SecurityPolicyTests {

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Tests)(?:\\.(\\w+))?`");

    @Test
    void namesOnlyTestsThatThereAre() throws IOException {
        var tests = tests();
        var named =
                TEST.matcher(Files.readString(Path.of("SECURITY.md"))).results().toList();
        assertThat(named).hasSizeGreaterThan(40);
        for (var test : named) {
            assertThat(tests).containsKey(test.group(1));
            if (test.group(2) != null) {
                assertThat(tests.get(test.group(1))).contains("void " + test.group(2) + "(");
            }
        }
    }

    /** Their sources by name; those that share a name together. */
    private static Map<String, String> tests() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Tests.java"))
                    .collect(groupingBy(
                            file -> file.getFileName().toString().replace(".java", ""),
                            mapping(SecurityPolicyTests::read, joining())));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
