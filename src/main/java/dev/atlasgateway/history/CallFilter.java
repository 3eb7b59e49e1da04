package dev.atlasgateway.history;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Filter of calls: lets through those that meet every criterion.
 *
 * @param from the earliest time, included; null for no bound. Times before 1970 and after 9999 count as these ends of time
 * @param to the latest time, excluded; null for no bound. Likewise
 * @param criteria the value for each criterion
 * @param teams the teams with visible calls; null for all calls. No criterion widens this
 */
public record CallFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        Map<Criterion, String> criteria,
        @Nullable Set<String> teams) {

    private static final String FROM = "from";
    private static final String TO = "to";

    /** The last second that every client, file and database can write. The zero times of .NET and Go are before the first. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    public CallFilter {
        from = clamp(from);
        to = clamp(to);
        criteria = Collections.unmodifiableMap(new TreeMap<>(criteria));
        teams = teams == null ? null : Set.copyOf(teams);
    }

    /** Returns a filter that lets every call through. */
    public static CallFilter all() {
        return new CallFilter(null, null, Map.of(), null);
    }

    /**
     * Reads a query: {@code from}, {@code to} (ISO 8601) and the {@linkplain Criterion#parameter() criteria}. Blank
     * values and other names are ignored.
     *
     * @throws InvalidFilter with the name of the invalid parameter
     */
    public static CallFilter of(Map<String, String> query) {
        var filter = all().during(time(query, FROM), time(query, TO));
        for (var criterion : Criterion.values()) {
            filter = filter.with(criterion, query.getOrDefault(criterion.parameter(), ""));
        }
        return filter;
    }

    /** Returns the names that {@link #of} reads. */
    public static Set<String> parameters() {
        var names = new TreeSet<>(List.of(FROM, TO));
        for (var criterion : Criterion.values()) {
            names.add(criterion.parameter());
        }
        return names;
    }

    public CallFilter during(@Nullable Instant from, @Nullable Instant to) {
        return new CallFilter(from, to, criteria, teams);
    }

    /** Returns this filter with the criterion, or without it if the value is blank. */
    public CallFilter with(Criterion criterion, String value) {
        var all = new TreeMap<>(criteria);
        if (value.isBlank()) {
            all.remove(criterion);
        } else {
            all.put(criterion, criterion.validate(value.strip()));
        }
        return new CallFilter(from, to, all, teams);
    }

    /** Returns this filter limited to these teams, and to those that it was limited to before. */
    public CallFilter within(Set<String> visible) {
        var both = new HashSet<>(visible);
        if (teams != null) {
            both.retainAll(teams);
        }
        return new CallFilter(from, to, criteria, both);
    }

    /** Returns this filter limited to the teams that the viewer may see. */
    public CallFilter visibleTo(Viewer viewer) {
        var visible = viewer.visibleTeams();
        return visible == null ? this : within(visible);
    }

    /** Returns the query that {@link #of} reads, in a fixed order, without the teams. */
    public Map<String, String> toQuery() {
        var query = new TreeMap<String, String>();
        if (from != null) {
            query.put(FROM, from.toString());
        }
        if (to != null) {
            query.put(TO, to.toString());
        }
        criteria.forEach((criterion, value) -> query.put(criterion.parameter(), value));
        return query;
    }

    private static @Nullable Instant clamp(@Nullable Instant time) {
        if (time == null) {
            return null;
        }
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LAST) ? LAST : time;
    }

    private static @Nullable Instant time(Map<String, String> query, String parameter) {
        var text = query.getOrDefault(parameter, "").strip();
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidFilter(parameter, "must be a time such as 2026-11-24T00:00:00Z");
        }
    }
}
