package dev.atlasgateway.caller.token;

import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.InvalidTokenException;
import dev.atlasgateway.caller.LoginKind;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * OpenID provider of the company. A claim of its tokens names the team.
 *
 * @param teams the team for each value of the claim
 */
record CompanyIssuer(String issuer, JwtDecoder decoder, String claim, Map<String, String> teams)
        implements TrustedIssuer {

    @Override
    public VerifiedToken.CompanyToken verify(String token) {
        var jwt = decoder.decode(token);
        var caller = new Caller(
                team(jwt), Objects.requireNonNull(jwt.getSubject()), issuer, LoginKind.COMPANY_TOKEN);
        return new VerifiedToken.CompanyToken(caller, Objects.requireNonNull(jwt.getExpiresAt()));
    }

    /** Returns the only team of the token. Rejects a token that names several. */
    private String team(Jwt jwt) {
        var named = values(jwt.getClaims().get(claim))
                .map(teams::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return switch (named.size()) {
            case 1 -> named.getFirst();
            case 0 -> throw new InvalidTokenException("the claim %s names no team".formatted(claim));
            default -> throw new InvalidTokenException("the claim %s names several teams".formatted(claim));
        };
    }

    private static Stream<?> values(@Nullable Object claim) {
        return claim instanceof Collection<?> several ? several.stream() : Stream.ofNullable(claim);
    }
}
