package dev.atlasgateway.image;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics that Prometheus gets from a gateway. */
record Scrape(String text) {

    private static final Pattern NOT_OURS = Pattern.compile("\\b(jvm|process|system|hikaricp|jetty|logback)(_[a-z]+)+");
    private static final Pattern NAME = Pattern.compile("^[a-z_]+(?=[{ ])", Pattern.MULTILINE);

    /**
     * Library metrics that the chart's dashboards and alerts use, and that depend on the modules of the runtime. Tests that
     * run on a whole JDK would not notice a missing one.
     */
    Set<String> missing() throws IOException {
        var missing = used();
        missing.add("jvm_gc_pause_seconds_count");
        missing.removeAll(names(NAME, text).collect(toCollection(TreeSet::new)));
        return missing;
    }

    private static Set<String> used() throws IOException {
        var used = new TreeSet<String>();
        try (var dashboards = Files.newDirectoryStream(Path.of("helm/dashboards"), "*.json")) {
            for (var dashboard : dashboards) {
                names(NOT_OURS, Files.readString(dashboard)).forEach(used::add);
            }
        }
        names(NOT_OURS, Files.readString(Path.of("helm/rules/alerts.yaml"))).forEach(used::add);
        if (!used.contains("process_cpu_usage")) {
            throw new IllegalStateException("The dashboards are not read as they are written; found " + used);
        }
        return used;
    }

    private static Stream<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }
}
