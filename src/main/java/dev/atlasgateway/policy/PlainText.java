package dev.atlasgateway.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/** Text that is what it looks like: it reads in the order in which it stands, and every store and wire can hold it. */
public final class PlainText {

    private static final Pattern CONTROL = Pattern.compile("\\p{IsControl}");
    private static final Pattern CONTROL_BUT_OF_LAYOUT = Pattern.compile("[\\p{IsControl}&&[^\\t\\r\\n]]");

    /** Half of a character, and what reorders the text around it. */
    private static final Pattern DECEPTIVE = Pattern.compile("[\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]");

    private PlainText() {}

    /** What is wrong with one line of text, to be read after the field's name; empty where nothing is. */
    public static Optional<String> faultOfLine(String text) {
        return isOfOneLine(text) ? deceptive(text) : Optional.of("must be one line, without control characters");
    }

    /** The same of a text of several lines. */
    static Optional<String> faultOfLines(String text) {
        return CONTROL_BUT_OF_LAYOUT.matcher(text).find()
                ? Optional.of("must not hold control characters")
                : deceptive(text);
    }

    static boolean isOfOneLine(String text) {
        return !CONTROL.matcher(text).find();
    }

    static Optional<String> deceptive(String text) {
        return DECEPTIVE.matcher(text).find()
                ? Optional.of(
                        "must not hold half characters (lone surrogates) or marks that reorder text (U+202A to U+202E,"
                                + " U+2066 to U+2069)")
                : Optional.empty();
    }
}
