package dev.atlasgateway.admin.console.layout;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/**
 * One page of a long list.
 *
 * @param page the number of the page, from 1
 * @param total the number of rows on all pages
 */
public record PageOfRows<T>(List<T> rows, int page, int pages, int total) {

    private static final int ROWS = 50;

    /** Returns the wanted page, or the nearest one that exists. */
    public static <T> PageOfRows<T> of(Stream<T> all, int wanted) {
        var matching = all.toList();
        var pages = Math.max(1, (matching.size() + ROWS - 1) / ROWS);
        var page = Math.clamp(wanted, 1, pages);
        var rows = matching.subList((page - 1) * ROWS, Math.min(page * ROWS, matching.size()));
        return new PageOfRows<>(rows, page, pages, matching.size());
    }

    /** Shows the page in a list of policy objects. */
    public ModelAndView show(String template, String q, boolean mayChange) {
        return new ModelAndView(template)
                .addObject("list", this)
                .addObject("q", q)
                .addObject("mayChange", mayChange);
    }

    public static <T> PageOfRows<T> empty() {
        return of(Stream.empty(), 1);
    }

    /** Returns the same page with each row converted. */
    public <R> PageOfRows<R> map(Function<T, R> each) {
        return new PageOfRows<>(rows.stream().map(each).toList(), page, pages, total);
    }

    /** Returns a filter for objects that contain the text in one of their words, in upper or lower case. */
    public static Predicate<List<? extends @Nullable String>> matching(String text) {
        var needle = text.strip().toLowerCase(Locale.ROOT);
        return words -> needle.isEmpty()
                || words.stream()
                        .anyMatch(word ->
                                word != null && word.toLowerCase(Locale.ROOT).contains(needle));
    }
}
