package dev.atlasgateway.admin.console.audit;

import dev.atlasgateway.admin.console.form.DateTimeField;
import dev.atlasgateway.admin.console.form.FormErrors;
import dev.atlasgateway.admin.console.layout.PageLinks;
import dev.atlasgateway.history.CallFilter;
import dev.atlasgateway.history.Criterion;
import dev.atlasgateway.history.InvalidFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Search of the audit: the typed values, and the filter that they mean.
 *
 * @param typed the values that are not blank, by the names of the inputs: {@code last}, {@code from} and {@code to} with
 *     their times, and the criteria
 */
record AuditQuery(Map<String, String> typed, CallFilter filter, FormErrors errors) {

    private static final Map<String, Duration> PERIODS = Map.of(
            "1h", Duration.ofHours(1),
            "24h", Duration.ofDays(1),
            "7d", Duration.ofDays(7),
            "30d", Duration.ofDays(30));

    private static final Set<String> MOMENTS = Set.of("from", "fromTime", "to", "toTime");

    static AuditQuery of(Map<String, String> parameters, Instant now) {
        var typed = new TreeMap<String, String>();
        parameters.forEach((name, value) -> {
            if (!value.isBlank() && isInput(name)) {
                typed.put(name, value.strip());
            }
        });
        var errors = new FormErrors();
        var filter = filter(typed, now, errors);
        return new AuditQuery(typed, filter, errors);
    }

    private static boolean isInput(String name) {
        return name.equals("last")
                || MOMENTS.contains(name)
                || Criterion.of(name).isPresent();
    }

    private static CallFilter filter(Map<String, String> typed, Instant now, FormErrors errors) {
        var last = PERIODS.get(typed.getOrDefault("last", ""));
        var from = moment("from", typed).read("from", errors);
        var to = moment("to", typed).read("to", errors);
        var filter = CallFilter.all().during(from == null && last != null ? now.minus(last) : from, to);
        for (var criterion : Criterion.values()) {
            try {
                filter = filter.with(criterion, typed.getOrDefault(criterion.parameter(), ""));
            } catch (InvalidFilter e) {
                errors.add(e.parameter(), e.sentence());
            }
        }
        return filter;
    }

    private static DateTimeField moment(String name, Map<String, String> typed) {
        return DateTimeField.of(typed.get(name), typed.get(name + DateTimeField.TIME_SUFFIX));
    }

    public DateTimeField from() {
        return moment("from", typed);
    }

    public DateTimeField to() {
        return moment("to", typed);
    }

    /** Returns whether the search has any filter. */
    public boolean isNarrow() {
        return !typed.isEmpty();
    }

    /** Returns whether a less common filter is in use, which the page must then show. */
    public boolean isDetailed() {
        return typed.keySet().stream()
                .anyMatch(name -> !name.equals("last")
                        && !name.equals("team")
                        && !name.equals("outcome")
                        && !name.equals("text"));
    }

    /** Returns the link to the same search with one more parameter, at another path. */
    public String link(String path, String name, String value) {
        return PageLinks.query(path, typed, name, value);
    }
}
