package dev.atlasgateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the files, types, tests and packages that pages name between backticks exist. */
class NamesTests {

    private static final Pattern FILE =
            Pattern.compile("(?:(?:src|helm|docs|\\.ci|\\.mvn)/[\\w./-]*[\\w/]|[\\w-]+\\.(?:md|yaml|xml))");
    private static final Pattern TYPE = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.([a-z]\\w+))?(?:\\(.*)?");
    private static final Set<String> NOT_OURS = Set.of("ApiError", "InstantSource", "MaxGCPauseMillis");

    /** Pages for people who read code; elsewhere a capital is more often a header's. */
    private static final Set<Path> ABOUT_CODE =
            Set.of(Path.of("docs/architecture.md"), Path.of("docs/decisions.md"), Path.of("CONTRIBUTING.md"));

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areOfFilesThatExist(Page page) {
        page.inlineCode().stream()
                .filter(code -> FILE.matcher(code).matches())
                .filter(code -> !code.matches("(?:policy|values|application|v?audit)\\.yaml")) // the reader's own
                .forEach(file ->
                        assertThat(Sources.has(file)).as("%s: %s", page, file).isTrue());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areOfTypesThatExist(Page page) {
        var readsCode = ABOUT_CODE.contains(page.file());
        assertThat(page.inlineCode().stream()
                        .map(TYPE::matcher)
                        .filter(Matcher::matches)
                        .filter(name -> readsCode || name.group(1).endsWith("Tests"))
                        .filter(name -> !NOT_OURS.contains(name.group(1)) && !exists(name.group(1), name.group(2)))
                        .map(Matcher::group))
                .as(page.toString())
                .isEmpty();
    }

    private static boolean exists(String type, @Nullable String method) {
        var sources = Sources.matching(type);
        return method == null ? !sources.isEmpty() : sources.stream().anyMatch(source -> has(source, method));
    }

    private static boolean has(Path source, String method) {
        return Page.of(source).text().contains(" " + method + "(");
    }

    @Test
    void areOfTheTestsThatTheThreatsAppealTo() {
        assertThat(Page.of(Path.of("SECURITY.md")).inlineCode())
                .filteredOn(code -> code.matches("[A-Z]\\w+Tests(\\.\\w+)?"))
                .hasSizeGreaterThan(40);
    }

    /** The runbook quotes the log, up to what differs from case to case. */
    @Test
    void areOfLogLinesThatExist() {
        var runbook = Page.of(Path.of("helm/RUNBOOK.md"))
                .text()
                .replaceAll("(?s)```.*?```", "") // commands have quotes of their own
                .replaceAll("\\s+", " ");
        var quoted = Pattern.compile("\"([A-Za-z][^\"(…]{15,})")
                .matcher(runbook)
                .results()
                .toList();
        assertThat(quoted)
                .hasSizeGreaterThan(4)
                .allSatisfy(quote -> assertThat(Sources.codeHas(quote.group(1).strip()))
                        .as(quote.group(1))
                        .isTrue());
    }

    /** The table in {@code docs/architecture.md}: one row for each package. */
    @Test
    void areOfAllPackagesAndNoOthers() throws IOException {
        var packages = Page.of(Path.of("docs/architecture.md"))
                .section("Packages by wing")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceFirst("^\\| `([\\w/]+)/?`.*", "$1"))
                .toList();
        var root = Path.of("src/main/java/dev/atlasgateway");
        try (var files = Files.walk(root)) {
            assertThat(packages)
                    .containsExactlyInAnyOrderElementsOf(files.filter(file -> file.endsWith("package-info.java"))
                            .map(file -> root.relativize(file.getParent()).toString())
                            .filter(name -> !name.isEmpty())
                            .sorted()
                            .toList());
        }
    }
}
