package dev.atlasgateway.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A value of the chart with its default and its comment, as {@code values.yaml} has them. */
record ChartValue(String path, String fallback, String comment) {

    private static final Pattern LINE = Pattern.compile("( *)(\\w+):(?: (.*))?");

    /** Reads all values in their order. */
    static List<ChartValue> all() {
        var values = new ArrayList<ChartValue>();
        var parents = new ArrayList<String>();
        var comment = new ArrayList<String>();
        for (var line : lines()) {
            var found = LINE.matcher(line);
            if (line.strip().startsWith("#")) {
                comment.add(line.strip().substring(1).strip());
            } else if (found.matches()) {
                var depth = found.group(1).length() / 2;
                parents.subList(depth, parents.size()).clear();
                parents.add(found.group(2));
                if (found.group(3) != null || !comment.isEmpty()) {
                    values.add(new ChartValue(
                            String.join(".", parents),
                            found.group(3) == null ? "" : found.group(3),
                            String.join(" ", comment)));
                }
                comment.clear();
            } else {
                comment.clear();
            }
        }
        return values.stream()
                .filter(value -> values.stream().noneMatch(other -> other.path().startsWith(value.path() + ".")))
                .toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Chart.FOLDER.resolve("values.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
