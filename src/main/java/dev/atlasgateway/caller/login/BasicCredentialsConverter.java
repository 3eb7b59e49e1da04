package dev.atlasgateway.caller.login;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads a client's id and secret (RFC 6749, section 2.3.1) from the only {@code Authorization} header. Both are
 * form-encoded.
 *
 * <p>Unlike the converter of Spring Authorization Server, it does not read the body before the credentials are checked.
 */
final class BasicCredentialsConverter implements AuthenticationConverter {

    private static final String SCHEME = "Basic ";
    private static final Pattern CLIENT_ID = Pattern.compile("mdb_sa_id_[a-fA-F\\d]{24}");

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        var headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
        if (!headers.hasMoreElements()) {
            return null;
        }
        var header = headers.nextElement();
        if (headers.hasMoreElements() || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw LoginRejectedException.notBasic();
        }
        return parse(header.substring(SCHEME.length()).strip());
    }

    private static Authentication parse(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            var colon = pair.indexOf(':');
            var id = URLDecoder.decode(pair.substring(0, Math.max(0, colon)), StandardCharsets.UTF_8);
            var secret = URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8);
            if (CLIENT_ID.matcher(id).matches() && !secret.isEmpty()) {
                return new OAuth2ClientAuthenticationToken(
                        id, ClientAuthenticationMethod.CLIENT_SECRET_BASIC, secret, Map.of());
            }
        } catch (IllegalArgumentException e) {
            throw LoginRejectedException.badCredentials();
        }
        throw LoginRejectedException.badCredentials();
    }
}
