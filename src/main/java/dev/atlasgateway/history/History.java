package dev.atlasgateway.history;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What happened: the calls of the audit, searched and shown. It reads only, on connections of its own. */
public final class History {

    private static final int EXPORTED_AT_A_TIME = 1_000;
    private static final Pattern UUIDS = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Search search;
    private final Records records;
    private final StatisticsQuery counts;

    History(Search search, Records records, StatisticsQuery counts) {
        this.search = search;
        this.records = records;
        this.counts = counts;
    }

    /**
     * Finds calls that have ended, newest first.
     *
     * @param after where an earlier page ended, null for the first
     */
    public Page<PastCall> search(Filter filter, @Nullable Cursor after, int limit) {
        return search.page(filter, after, limit);
    }

    /**
     * One call, under way or ended, with all that is recorded of it.
     *
     * @param id the audit's, or the request id that its caller was given: of several calls with the same, the newest of
     *     those that may be seen
     * @param teams those whose calls may be seen; null for all calls, also those of nobody known
     */
    public Optional<PastCall> call(String id, @Nullable Set<String> teams) {
        var byId = UUIDS.matcher(id).matches() ? records.byId(UUID.fromString(id)) : Optional.<PastCall>empty();
        return byId.filter(call -> visible(call.caller().team(), teams)).or(() -> records.byRequestId(id, teams));
    }

    private static boolean visible(@Nullable String team, @Nullable Set<String> teams) {
        return teams == null || (team != null && teams.contains(team));
    }

    /**
     * Tells all calls that a filter lets through, newest first, however many: no more than a page of them is in memory,
     * and none of the store's resources are held while the consumer works.
     */
    public void export(Filter filter, Consumer<PastCall> consumer) {
        Cursor after = null;
        do {
            var page = search.page(filter, after, EXPORTED_AT_A_TIME);
            page.items().forEach(consumer);
            after = page.next();
        } while (after != null);
    }

    /**
     * The figures of a period, by default of the last day.
     *
     * @param filter the period and, by {@link Criterion#TEAM}, the team
     * @throws InvalidFilter if it has other criteria, or ends before it begins
     */
    public Statistics statistics(Filter filter) {
        if (filter.from() != null && filter.to() != null && !filter.from().isBefore(filter.to())) {
            throw new InvalidFilter("to", "must be later than from");
        }
        var visible = filter;
        for (var criterion : filter.criteria().keySet()) {
            if (criterion != Criterion.TEAM) {
                throw new InvalidFilter(criterion.parameter(), "cannot be asked for here; from, to and team can");
            }
            visible = filter.within(
                    Set.of(Objects.requireNonNull(filter.criteria().get(criterion))));
        }
        return counts.statistics(filter.from(), filter.to(), visible.teams());
    }

    /** When each grant last let a call through, by the grant's key; what never did is not there. */
    public Map<String, Instant> lastUseOfGrants() {
        return counts.lastUse("grant:");
    }
}
