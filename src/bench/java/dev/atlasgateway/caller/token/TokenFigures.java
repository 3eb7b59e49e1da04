package dev.atlasgateway.caller.token;

import dev.atlasgateway.bench.HeapFigures;
import dev.atlasgateway.caller.ForgedToken;
import dev.atlasgateway.caller.TestKeys;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Measures the heap that each verified token takes in the cache. */
public final class TokenFigures {

    private static final int TOKENS = 2_000;

    private TokenFigures() {}

    public static void main(String[] arguments) {
        var empty = HeapFigures.bytesOf(() -> TokenBenchmark.authenticator(TOKENS));
        System.out.printf("| token in the cache | %,d |%n", (HeapFigures.bytesOf(TokenFigures::full) - empty) / TOKENS);
    }

    private static BearerTokenAuthenticator full() {
        var authenticator = TokenBenchmark.authenticator(TOKENS);
        for (int i = 0; i < TOKENS; i++) {
            var token = ForgedToken.token().signedBy(TestKeys.SIGNING);
            authenticator.authenticate(new BearerTokenAuthenticationToken(token));
        }
        return authenticator;
    }
}
