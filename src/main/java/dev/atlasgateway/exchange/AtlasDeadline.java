package dev.atlasgateway.exchange;

import java.time.Duration;

/** Longest time of a call as a whole, with all attempts: {@code gateway.atlas.deadline}. */
public record AtlasDeadline(Duration value) {

    /** Least time to send a change. With less, an attempt could turn a clear answer into a doubtful one. */
    public static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(500);
}
