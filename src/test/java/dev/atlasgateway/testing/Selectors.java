package dev.atlasgateway.testing;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The series that a PromQL expression asks for. */
public final class Selectors {

    /** A name with an underscore or a colon that is not a function, and {@code up}; with its labels, if any. */
    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?:[a-zA-Z]\\w*[_:][\\w:]*|up)\\b(?!\\s*\\()(?:\\{[^}]*})?");

    private static final Pattern LABELS = Pattern.compile("\\b(?:by|without|on|group_left) ?\\([^)]*\\)");

    private Selectors() {}

    public static List<String> of(String expression) {
        return SELECTOR.matcher(LABELS.matcher(expression).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
