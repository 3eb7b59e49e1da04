package dev.atlasgateway.caller.token;

import dev.atlasgateway.caller.CallerPolicy;
import dev.atlasgateway.caller.ForgedToken;
import dev.atlasgateway.caller.InvalidTokenException;
import dev.atlasgateway.caller.StrictJwtDecoders;
import dev.atlasgateway.caller.TestKeys;
import dev.atlasgateway.caller.TokenIssuers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Measures the check of a token that was verified before, of one that was refused before, and of tokens forged anew. */
@State(Scope.Thread)
public class TokenBenchmark {

    private final Authentication known =
            new BearerTokenAuthenticationToken(ForgedToken.token().signedBy(TestKeys.SIGNING));
    private final Authentication repeated = new BearerTokenAuthenticationToken(forged());
    private final String forged = forged();
    private int number;
    private final BearerTokenAuthenticator authenticator = authenticator(10);

    @Benchmark
    public Authentication known() {
        return authenticator.authenticate(known);
    }

    @Benchmark
    public InvalidTokenException refusedBefore() {
        return refusal(repeated);
    }

    @Benchmark
    public InvalidTokenException refused() {
        number++;
        var signature = "%08d".formatted(number % 100_000_000);
        return refusal(new BearerTokenAuthenticationToken(
                forged.substring(0, forged.length() - 8 - 6) + signature + forged.substring(forged.length() - 6)));
    }

    private InvalidTokenException refusal(Authentication token) {
        try {
            throw new AssertionError(authenticator.authenticate(token));
        } catch (InvalidTokenException e) {
            return e;
        }
    }

    /** Names the right key, but is signed with another one. */
    private static String forged() {
        return ForgedToken.token()
                .header(header -> header.keyID(TestKeys.SIGNING.getKeyID()))
                .signedBy(TestKeys.FOREIGN);
    }

    /** Returns an authenticator for the gateway's own tokens, as the gateway makes it. */
    static BearerTokenAuthenticator authenticator(int cacheSize) {
        var pem = TestKeys.privatePem(TestKeys.SIGNING).getBytes(StandardCharsets.US_ASCII);
        var keys = new SigningKeys(new ByteArrayResource(pem), List.of(), InstantSource.system());
        var decoder = StrictJwtDecoders.withKeys(
                ForgedToken.GATEWAY,
                ForgedToken.GATEWAY,
                Set.of(SignatureAlgorithm.RS256),
                List.of(GatewayIssuer.TYPE),
                keys,
                InstantSource.system(),
                StrictJwtDecoders.SUBJECT);
        var policy = new CallerPolicy().snapshot();
        return new BearerTokenAuthenticator(
                new TokenIssuers<>(Map.of(ForgedToken.GATEWAY, new GatewayIssuer(ForgedToken.GATEWAY, decoder, keys))),
                () -> policy,
                new RevokedTokens(
                        JdbcClient.create(new SimpleDriverDataSource()),
                        JdbcClient.create(new SimpleDriverDataSource()),
                        InstantSource.system()),
                cacheSize,
                InstantSource.system(),
                new SimpleMeterRegistry());
    }
}
