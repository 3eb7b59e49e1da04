package dev.atlasgateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps words out of the project that make a sentence hard to understand. A sentence names who acts; a word has one spelling. */
class WordsTests {

    private static final Pattern HARD =
            Pattern.compile("[Ww]hoever|[Ss]omebody|[Aa]nybody|[Ee]verybody|[Nn]obody(?! *\\()"
                    + "|\\b(?:who shall|what none can|than which|of which no|be had|as it were|none that)\\b"
                    + "|\\b[Ll]og-ins?\\b"); // "login" is the noun, "log in" the verb

    /** Migrations and recordings keep the words that they were released with. */
    private static final Pattern RELEASED = Pattern.compile(".*/(?:db/migration|previous-release)/.*");

    /** Tests search for names that do not exist. */
    private static final Pattern NAME = Pattern.compile("[\\w=/]nobody|nobody[\\w?|/,]|\"nobody\"");

    /** Not a port after its colon, and no part of a version, a path or a name. */
    private static final Pattern UNGROUPED =
            Pattern.compile("(?<![\\w.,:/#=-])(?:\\d{5,}|[1-9]\\d{0,2}(?: \\d{3})+)(?![\\w-]|\\.\\d)");

    @Test
    void groupTheDigitsOfNumbersByCommas() {
        for (var page : Page.all()) {
            assertThat(page.prose().lines().filter(UNGROUPED.asPredicate()))
                    .as("15,000, not 15000 or 15 000, in %s", page)
                    .isEmpty();
        }
    }

    @Test
    void sayWhoActsInWordsThatAreSpeltAlike() {
        var found = new ArrayList<String>();
        for (var file : Sources.texts()) {
            if (RELEASED.matcher(file.toString()).matches() || file.endsWith("WordsTests.java")) {
                continue;
            }
            var lines = Page.of(file).text().lines().toList();
            for (var number = 0; number < lines.size(); number++) {
                var line = NAME.matcher(lines.get(number)).replaceAll("");
                if (HARD.matcher(line).find()) {
                    found.add("%s:%d: %s".formatted(file, number + 1, line.strip()));
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
