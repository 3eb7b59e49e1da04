package dev.atlasgateway.history;

import java.time.Instant;
import java.util.UUID;

/** Where a page ended and the next begins: stays right however many calls are recorded in between. */
public record Cursor(UUID before) {

    /** @throws InvalidFilter if it is none that was given out */
    public static Cursor parse(String text) {
        try {
            return new Cursor(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidFilter("after", "must be the cursor of an earlier page");
        }
    }

    /** How far back the pages before it have got. */
    public Instant time() {
        return Instant.ofEpochMilli(before.getMostSignificantBits() >>> 16);
    }

    @Override
    public String toString() {
        return before.toString();
    }
}
