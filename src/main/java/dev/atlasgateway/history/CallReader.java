package dev.atlasgateway.history;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded calls for a viewer: writes an admin event first, then reads, and only the calls of the teams that the
 * viewer may see.
 *
 * <p>Other packages have no other way to the calls: what reads them without an event is package-private.
 */
public final class CallReader {

    private static final int EXPORTED_AT_A_TIME = 1_000;

    private final CallSearch search;
    private final CallLookup lookup;
    private final AdminJournal journal;
    private final Semaphore exports;

    /** @param exports how many exports read at the same time, so that they leave connections to searches and statistics */
    CallReader(CallSearch search, CallLookup lookup, AdminJournal journal, int exports) {
        this.search = search;
        this.lookup = lookup;
        this.journal = journal;
        this.exports = new Semaphore(exports, true);
    }

    /**
     * Finds calls that have ended, newest first. Recorded as {@code audit.searched}.
     *
     * @param after where an earlier page ended, null for the first
     */
    public CallPage search(CallFilter filter, @Nullable Cursor after, int limit, Viewer viewer) {
        journal.record(viewer.name(), "audit.searched", "", filter.toQuery());
        return search.page(filter.visibleTo(viewer), after, limit);
    }

    /**
     * Finds one call, under way or ended, with all that is recorded of it. Recorded as {@code audit.shown}.
     *
     * @param id the audit's id, or the request id that the caller was given; if several calls have that request id, the
     *     newest that the viewer may see
     */
    public Optional<RecordedCall> show(String id, Viewer viewer) {
        return find(id, "audit.shown", viewer);
    }

    /** Finds one call in order to explain it. Recorded as {@code audit.explained}; otherwise as {@link #show}. */
    public Optional<RecordedCall> showToExplain(String id, Viewer viewer) {
        return find(id, "audit.explained", viewer);
    }

    private Optional<RecordedCall> find(String id, String action, Viewer viewer) {
        journal.record(viewer.name(), action, "call:" + id, Map.of());
        return lookup.find(id, viewer.visibleTeams());
    }

    /** Prepares an export of all calls that the filter lets through. Recorded as {@code audit.exported}. */
    public CallExport export(CallFilter filter, CallExport.Format format, Viewer viewer) {
        journal.record(viewer.name(), "audit.exported", format.parameter(), filter.toQuery());
        var visible = filter.visibleTo(viewer);
        return new CallExport(after -> pageToExport(visible, after), format);
    }

    private CallPage pageToExport(CallFilter filter, @Nullable Cursor after) {
        exports.acquireUninterruptibly();
        try {
            return search.page(filter, after, EXPORTED_AT_A_TIME);
        } finally {
            exports.release();
        }
    }
}
