package dev.atlasgateway.atlas.http;

import java.util.Map;

/** Result of one HTTP exchange: a response, or the reason why there is none. */
public sealed interface ExchangeResult permits ExchangeResult.HttpReply, TransportFailure {

    /**
     * Response. Its body is empty if it could not be read and the status is not a success.
     *
     * @param headers by lower-case name; the last value if a header came twice
     */
    record HttpReply(int status, Map<String, String> headers, byte[] body) implements ExchangeResult {}
}
