package dev.atlasgateway.caller.login;

import dev.atlasgateway.caller.SourceBuckets;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Limits what a client with a right secret may ask for, so that the loop of one client does not load all others. */
final class ClientLimit {

    private final Duration period;
    private final SourceBuckets clients;

    /** @param requests the accepted number of requests of a client within the period */
    ClientLimit(int requests, Duration period, TimeMeter time) {
        this.period = period;
        this.clients = new SourceBuckets(requests, period, time);
    }

    /**
     * Counts a request.
     *
     * @param path the path for the message
     * @throws LoginRejectedException if the client has reached the limit
     */
    void count(String client, String path) {
        var wait = clients.take(client);
        if (wait.isPositive()) {
            throw LoginRejectedException.tooManyRequests(path, clients.capacity(), period, wait);
        }
    }
}
