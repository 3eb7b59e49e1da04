package dev.atlasgateway.history;

import java.time.Instant;
import java.util.UUID;

/** Position between two pages. New calls do not move it. */
public record Cursor(UUID before) {

    /** @throws InvalidFilter if the text is not a cursor */
    public static Cursor parse(String text) {
        try {
            return new Cursor(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidFilter("after", "must be the cursor of an earlier page");
        }
    }

    /** Returns how far back the pages before it reach. */
    public Instant time() {
        return Instant.ofEpochMilli(before.getMostSignificantBits() >>> 16);
    }

    @Override
    public String toString() {
        return before.toString();
    }
}
