package dev.atlasgateway.revision;

import java.util.List;

/**
 * A page of the differences of two revisions.
 *
 * @param added the number of objects added, on all pages; likewise the next two
 * @param items the differences of this page, by kind and key
 */
public record Differences(long added, long changed, long removed, List<Difference> items) {

    /** Returns differences that are all on one page. */
    public static Differences of(List<Difference> all) {
        var added = all.stream().filter(item -> item.before() == null).count();
        var removed = all.stream().filter(item -> item.after() == null).count();
        return new Differences(added, all.size() - added - removed, removed, all);
    }
}
