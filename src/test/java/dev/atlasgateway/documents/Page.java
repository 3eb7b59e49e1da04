package dev.atlasgateway.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page of the project. */
record Page(Path file, String text) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|srcset)=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    /** A block of code, with the language that follows its fence. */
    record Block(String language, String code) {}

    static List<Page> all() {
        try (var root = Files.list(Path.of(""));
                var docs = Files.walk(Path.of("docs"))) {
            return Stream.of(root, docs, Stream.of(Path.of("helm/README.md"), Path.of("helm/RUNBOOK.md")))
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page of(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Block> blocks() {
        return FENCE.matcher(text)
                .results()
                .map(fence -> new Block(fence.group(1), fence.group(2)))
                .toList();
    }

    List<String> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .map(Block::code)
                .toList();
    }

    /** The text without code and addresses. */
    String prose() {
        return CODE.matcher(withoutBlocks()).replaceAll("").replaceAll("\\]\\([^)]*\\)|https?://\\S+", "");
    }

    /** The text between single backticks. */
    List<String> inlineCode() {
        return CODE.matcher(withoutBlocks())
                .results()
                .map(code -> code.group(1))
                .toList();
    }

    /** The targets of links and pictures. */
    List<String> links() {
        return LINK.matcher(withoutBlocks()).results().map(Page::target).toList();
    }

    private static String target(MatchResult link) {
        return link.group(1) == null ? link.group(2) : link.group(1);
    }

    /** The names by which GitHub lets a link point at a heading. */
    Set<String> anchors() {
        var seen = new HashMap<String, Integer>();
        var anchors = new HashSet<String>();
        HEADING.matcher(withoutBlocks()).results().forEach(heading -> {
            var slug = slug(heading.group(1));
            var earlier = seen.merge(slug, 1, Integer::sum) - 1;
            anchors.add(earlier == 0 ? slug : slug + "-" + earlier);
        });
        return anchors;
    }

    private static String slug(String heading) {
        return heading.replaceAll("\\[([^]]+)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** What follows a heading of the second level, up to the next. */
    String section(String heading) {
        var begin = text.indexOf("\n## " + heading + "\n");
        var end = text.indexOf("\n## ", begin + 1);
        return text.substring(begin, end < 0 ? text.length() : end);
    }

    /** The file that a relative link leads to. */
    Path resolve(String link) {
        return file.resolveSibling(link).normalize();
    }

    private String withoutBlocks() {
        return FENCE.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
