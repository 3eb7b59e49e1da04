package dev.atlasgateway.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search, newest call first.
 *
 * @param items at most as many as asked for; a page that ran out of time may have fewer, or no calls at all
 * @param next where the next page begins; null if there are no more calls
 */
public record CallPage(List<RecordedCall> items, @Nullable Cursor next) {

    public CallPage {
        items = List.copyOf(items);
    }
}
