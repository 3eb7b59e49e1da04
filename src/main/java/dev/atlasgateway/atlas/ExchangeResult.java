package dev.atlasgateway.atlas;

import java.util.Map;

/** What came of one HTTP exchange: a whole answer, or the reason why there is none. */
sealed interface ExchangeResult permits ExchangeResult.Reply, Failure {

    /**
     * A whole answer.
     *
     * @param headers by lower-case name, the last value where one came twice
     */
    record Reply(int status, Map<String, String> headers, byte[] body) implements ExchangeResult {}
}
