package dev.atlasgateway.admin.api.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.admin.api.request.Problems.ParameterError;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.http.HttpStatus;

/**
 * The requested page of a long list.
 *
 * @param after the key of the last item of the page before; empty for the first page
 */
public record Paging(int limit, String after) {

    public static final String AFTER = "after";

    public static final String LIMIT = "limit";
    private static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 500;

    /** @param filters the other known parameters; an unknown one would be a filter without effect */
    public static Paging of(Map<String, String> query, Collection<String> filters, String... more) {
        var known = new TreeSet<>(filters);
        known.addAll(List.of(more));
        known.addAll(List.of(LIMIT, AFTER));
        rejectUnknown(query.keySet(), known);
        return new Paging(limit(query), key(query.getOrDefault(AFTER, "")));
    }

    /** @throws org.springframework.web.ErrorResponseException if a parameter is not known */
    public static void rejectUnknown(Collection<String> parameters, Collection<String> known) {
        for (var parameter : parameters) {
            if (!known.contains(parameter)) {
                var hint = known.isEmpty() ? "; there are no parameters here" : JsonBody.hint(parameter, known);
                throw Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "There is no parameter " + parameter + hint + ".",
                        List.of(new ParameterError(parameter, "is not a parameter here" + hint)));
            }
        }
    }

    public static int limit(Map<String, String> query) {
        var text = query.getOrDefault(LIMIT, "" + DEFAULT_LIMIT);
        if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > MAX_LIMIT) {
            throw Problems.badParameter(LIMIT, "must be a number from 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    private static String key(String after) {
        try {
            return new String(Base64.getUrlDecoder().decode(after), UTF_8);
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
    }

    /**
     * Returns the page.
     *
     * @param found the items from its beginning; one more than its limit if another page follows
     */
    public <T, R> Page<R> page(List<T> found, Function<T, String> key, Function<T, R> shown) {
        var here = found.subList(0, Math.min(found.size(), limit));
        var next = found.size() > limit ? cursor(key.apply(here.getLast())) : null;
        return new Page<>(here.stream().map(shown).toList(), next);
    }

    /**
     * Returns the page of a complete list.
     *
     * @param all in the order of their keys
     */
    public <T> Page<T> pageOf(List<T> all, Function<T, String> key) {
        var here = all.stream()
                .dropWhile(one -> key.apply(one).compareTo(after) <= 0)
                .limit(limit + 1L)
                .toList();
        return page(here, key, one -> one);
    }

    /** Returns the key of a list with numbers as keys. */
    public long number() {
        if (!after.matches("\\d{1,18}")) {
            throw badCursor();
        }
        return Long.parseLong(after);
    }

    private static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
    }

    private static RuntimeException badCursor() {
        return Problems.badParameter(AFTER, "must be the value of next on the page before");
    }
}
