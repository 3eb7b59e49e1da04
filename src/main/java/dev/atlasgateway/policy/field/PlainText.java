package dev.atlasgateway.policy.field;

import java.util.Optional;
import java.util.regex.Pattern;

/** Rules for texts that must look like what they are: no control characters, and no marks that change the order. */
public final class PlainText {

    private static final Pattern CONTROL = Pattern.compile("\\p{IsControl}");
    private static final Pattern CONTROL_EXCEPT_LAYOUT = Pattern.compile("[\\p{IsControl}&&[^\\t\\r\\n]]");

    /** A half of a character, and marks that reorder the text around them. */
    private static final Pattern DECEPTIVE = Pattern.compile("[\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]");

    private PlainText() {}

    /** Returns what is wrong with one line of text, to be read after the field's name; empty if nothing is. */
    public static Optional<String> faultOfLine(String text) {
        return isOfOneLine(text) ? deceptive(text) : Optional.of("must be one line, without control characters");
    }

    /** Returns what is wrong with a text of several lines. */
    static Optional<String> faultOfLines(String text) {
        return CONTROL_EXCEPT_LAYOUT.matcher(text).find()
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
