package dev.atlasgateway.simulator.reply;

import org.springframework.http.HttpStatus;

/** The reason phrases of HTTP statuses. */
public final class ReasonPhrases {

    private ReasonPhrases() {}

    public static String of(int status) {
        var known = HttpStatus.resolve(status);
        return known == null ? "Status " + status : known.getReasonPhrase();
    }
}
