package dev.atlasgateway.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the newest endings that meet a filter. Endings repeat what their intents tell, so that these alone are read. */
final class Search {

    private static final UUID AFTER_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final HistoryPool pool;

    Search(HistoryPool pool) {
        this.pool = pool;
    }

    Page<PastCall> page(Filter filter, @Nullable Cursor after, int limit) {
        var conditions =
                Conditions.of(filter).and("id < :before", "before", after == null ? AFTER_ALL : after.before());
        var found = pool.read(jdbc -> jdbc.sql("select %s from audit where %s order by id desc limit %d"
                        .formatted(PastCalls.COLUMNS, conditions.sql(), limit + 1))
                .params(conditions.parameters())
                .query(PastCalls::of)
                .list());
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(
                        found.subList(0, limit), new Cursor(found.get(limit - 1).id()));
    }
}
