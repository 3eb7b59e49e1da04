package dev.atlasgateway.history;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest endings that meet a filter. Endings repeat what their intents tell, so that these alone are read.
 *
 * <p>No statement's cost depends on what the planner guesses of criteria that hang together, as they mostly do: see
 * {@link BackwardScan}.
 */
final class CallSearch {

    private final HistoryPool pool;

    CallSearch(HistoryPool pool) {
        this.pool = pool;
    }

    CallPage page(CallFilter filter, @Nullable Cursor after, int limit) {
        return Set.of().equals(filter.teams())
                ? new CallPage(List.of(), null)
                : pool.read(jdbc -> new BackwardScan(jdbc, new FilterSql(filter), limit).page(after));
    }
}
