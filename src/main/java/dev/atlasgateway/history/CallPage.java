package dev.atlasgateway.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what was found, newest first.
 *
 * @param items as many as were asked for at most; fewer, even none, while {@code next} says that the search goes on
 * @param next where to go on, null where there is nothing more
 */
public record CallPage(List<RecordedCall> items, @Nullable Cursor next) {

    public CallPage {
        items = List.copyOf(items);
    }
}
