package dev.atlasgateway.caller;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * One of the company's OpenID providers: a claim of its tokens names the team.
 *
 * @param teams from the claim's value to the team
 */
record CompanyIssuer(String issuer, JwtDecoder decoder, String claim, Map<String, String> teams)
        implements TrustedIssuer {

    @Override
    public VerifiedToken.OfTeam verify(String token) {
        var jwt = decoder.decode(token);
        var caller = new Caller(team(jwt), Objects.requireNonNull(jwt.getSubject()), issuer);
        return new VerifiedToken.OfTeam(caller, Objects.requireNonNull(jwt.getExpiresAt()));
    }

    /** The one team: a token that could speak for several speaks for none. */
    private String team(Jwt jwt) {
        var named = values(jwt.getClaims().get(claim))
                .map(teams::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return switch (named.size()) {
            case 1 -> named.getFirst();
            case 0 -> throw new TokenRefused("the claim %s names no team".formatted(claim));
            default -> throw new TokenRefused("the claim %s names several teams".formatted(claim));
        };
    }

    private static Stream<?> values(@Nullable Object claim) {
        return claim instanceof Collection<?> several ? several.stream() : Stream.ofNullable(claim);
    }
}
