package dev.atlasgateway.atlas.http;

import java.util.Map;

/** Result of one HTTP exchange: a complete response, or the reason why there is none. */
public sealed interface ExchangeResult permits ExchangeResult.HttpReply, TransportFailure {

    /**
     * Complete response.
     *
     * @param headers by lower-case name; the last value if a header came twice
     */
    record HttpReply(int status, Map<String, String> headers, byte[] body) implements ExchangeResult {}
}
