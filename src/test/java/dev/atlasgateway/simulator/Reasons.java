package dev.atlasgateway.simulator;

import org.springframework.http.HttpStatus;

/** The phrases of HTTP statuses. */
final class Reasons {

    private Reasons() {}

    static String of(int status) {
        var known = HttpStatus.resolve(status);
        return known == null ? "Status " + status : known.getReasonPhrase();
    }
}
