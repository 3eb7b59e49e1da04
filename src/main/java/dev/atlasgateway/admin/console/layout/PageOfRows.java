package dev.atlasgateway.admin.console.layout;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of a long list.
 *
 * @param page counted from 1
 * @param total of all pages
 */
public record PageOfRows<T>(List<T> rows, int page, int pages, int total) {

    private static final int ROWS = 50;

    /** The given page, or the nearest that there is. */
    public static <T> PageOfRows<T> page(Stream<T> all, int wanted) {
        var matching = all.toList();
        var pages = Math.max(1, (matching.size() + ROWS - 1) / ROWS);
        var page = Math.clamp(wanted, 1, pages);
        var rows = matching.subList((page - 1) * ROWS, Math.min(page * ROWS, matching.size()));
        return new PageOfRows<>(rows, page, pages, matching.size());
    }

    public static <T> PageOfRows<T> none() {
        return page(Stream.empty(), 1);
    }

    /** The same page with each row made into another. */
    public <R> PageOfRows<R> map(Function<T, R> each) {
        return new PageOfRows<>(rows.stream().map(each).toList(), page, pages, total);
    }

    /** Whether any of an object's words holds what is looked for, in any case. */
    public static Predicate<List<? extends @Nullable String>> holding(String sought) {
        var needle = sought.strip().toLowerCase(Locale.ROOT);
        return words -> needle.isEmpty()
                || words.stream()
                        .anyMatch(word ->
                                word != null && word.toLowerCase(Locale.ROOT).contains(needle));
    }
}
