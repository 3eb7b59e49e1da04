package dev.atlasgateway.policy;

import java.util.Collection;

/** Suggests the known word that is most similar to an unknown one. */
public final class Spelling {

    private static final int TOO_MANY_TO_COMPARE = 1000;

    private Spelling() {}

    /** Returns the end of a sentence, {@code ; did you mean orders?}; empty if no known word is similar. */
    public static String hint(String word, Collection<String> known) {
        if (known.size() > TOO_MANY_TO_COMPARE) {
            return "";
        }
        var nearest = "";
        var least = Math.max(1, Math.min(word.length(), 24) / 3) + 1;
        for (var candidate : known) {
            if (Math.abs(word.length() - candidate.length()) < least) { // the distance is at least that
                var distance = distance(word, candidate);
                if (distance < least) {
                    nearest = candidate;
                    least = distance;
                }
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
    }

    /** Returns the Levenshtein distance. */
    private static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                var replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
