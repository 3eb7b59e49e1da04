package dev.atlasgateway.history;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest outcomes that meet a filter. Outcomes repeat their intents, so no other rows are read.
 *
 * <p>Criteria mostly depend on each other, which the planner cannot guess. {@link BackwardScan} says why no statement's cost
 * depends on that guess.
 */
record CallSearch(HistoryPool pool) {

    CallPage page(CallFilter filter, @Nullable Cursor after, int limit) {
        return Set.of().equals(filter.teams())
                ? new CallPage(List.of(), null)
                : pool.read(jdbc -> new BackwardScan(jdbc, new FilterSql(filter), limit).page(after));
    }
}
