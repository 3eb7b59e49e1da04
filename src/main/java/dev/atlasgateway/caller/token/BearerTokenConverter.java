package dev.atlasgateway.caller.token;

import dev.atlasgateway.caller.InvalidTokenException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Reads the Bearer token of a request (RFC 6750, section 2.1) from its only {@code Authorization} header. */
final class BearerTokenConverter implements AuthenticationConverter {

    private static final String SCHEME = "Bearer ";
    private static final int MAX_LENGTH = 8 * 1024;

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        var headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
        if (!headers.hasMoreElements()) {
            return null;
        }
        var header = headers.nextElement();
        if (headers.hasMoreElements()) {
            throw new InvalidTokenException("the request has more than one Authorization header");
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        var token = header.substring(SCHEME.length()).strip();
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            throw new InvalidTokenException("the token is empty or longer than 8 KiB");
        }
        return new BearerTokenAuthenticationToken(token);
    }
}
