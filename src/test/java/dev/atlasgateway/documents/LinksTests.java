package dev.atlasgateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether every link of every page leads somewhere, and whether the README stays short. */
class LinksTests {

    private static final Path README = Path.of("README.md");
    private static final Pattern BADGE = Pattern.compile("img\\.shields\\.io/badge/([^-]+)-(.+?)-\\w+\\)");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadToFilesAndHeadingsThatExist(Page page) {
        for (var link : page.links()) {
            if (link.matches("https?:.*|mailto:.*")) {
                continue;
            }
            var parts = link.split("#", 2);
            var target = parts[0].isEmpty() ? page.file() : page.resolve(parts[0]);
            assertThat(target).as("%s links to %s", page, link).exists();
            if (parts.length == 2) {
                assertThat(Page.of(target).anchors())
                        .as("%s links to %s", page, link)
                        .contains(parts[1]);
            }
        }
    }

    @Test
    void leadFromTheReadmeToEveryPage() {
        var reached = new HashSet<Path>();
        follow(README, reached);
        assertThat(Page.all()).extracting(Page::file).allMatch(reached::contains, "can be reached from the README");
    }

    private static void follow(Path file, Set<Path> reached) {
        if (!file.toString().endsWith(".md") || !reached.add(file)) {
            return;
        }
        var page = Page.of(file);
        page.links().stream()
                .filter(link -> !link.contains(":"))
                .map(link -> link.replaceFirst("#.*", ""))
                .filter(link -> !link.isEmpty())
                .forEach(link -> follow(page.resolve(link), reached));
    }

    @Test
    void areInAReadmeOfOneScreenful() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
        assertThat(Files.size(README)).isLessThanOrEqualTo(9 * 1024);
    }

    @Test
    void areBadgesThatTellTheTruth() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var badges = BADGE.matcher(Files.readString(README)).results().toList();
        assertThat(badges).hasSize(3);
        for (var badge : badges) {
            var value = badge.group(2).replace("--", "-");
            switch (badge.group(1).replace("%20", " ")) {
                case "licence" -> assertThat(pom).contains("<name>" + value + "</name>");
                case "Java" -> assertThat(pom).contains("<java.version>" + value + "</java.version>");
                case "Spring Boot" ->
                    assertThat(pom)
                            .containsPattern("spring-boot-starter-parent</artifactId>\\s*<version>"
                                    + Pattern.quote(value) + "</version>");
                default -> throw new AssertionError("Nothing tells whether this badge is true: " + badge.group());
            }
        }
    }

    /** The two pictures differ in their colours only. */
    @Test
    void areOfOnePictureInLightAndDark() throws IOException {
        assertThat(colourless("system-dark.svg")).isEqualTo(colourless("system-light.svg"));
    }

    private static String colourless(String picture) throws IOException {
        return Files.readString(Path.of("docs/images", picture)).replaceAll("#[0-9a-f]{6}", "#");
    }
}
