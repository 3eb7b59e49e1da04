package dev.atlasgateway.caller;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * Checks a JWT by the letter of RFC 7515 and RFC 7519, where the library is lenient: it ignores padding and foreign
 * characters in a signature, and a time beyond its range becomes a time in the past.
 */
final class CompactJwt {

    private static final List<String> TIMES = List.of(JwtClaimNames.EXP, JwtClaimNames.NBF, JwtClaimNames.IAT);

    /** 9999-12-31T23:59:59Z. */
    private static final double LATEST_SECOND = 253_402_300_799d;

    private CompactJwt() {}

    /** @throws BadJwtException if the token is not written in the only valid way */
    static void check(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new BadJwtException("a signed JWT has three parts");
        }
        decode(parts[0]);
        var claims = claims(decode(parts[1]));
        decode(parts[2]);
        TIMES.forEach(time -> checkTime(claims.get(time)));
    }

    /** Rejects padding, foreign characters and bits after the last byte, so that a token has one form only. */
    private static byte[] decode(String part) {
        try {
            var bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw new BadJwtException("a part of the JWT is not base64url without padding");
    }

    private static Map<String, Object> claims(byte[] payload) {
        try {
            return JSONObjectUtils.parse(new String(payload, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new BadJwtException("the claims of the JWT are not a JSON object");
        }
    }

    private static void checkTime(@Nullable Object time) {
        if (time != null
                && !(time instanceof Number seconds
                        && seconds.doubleValue() >= 0
                        && seconds.doubleValue() <= LATEST_SECOND)) {
            throw new BadJwtException("a time of the JWT is not within the years 1970 to 9999");
        }
    }
}
