package dev.atlasgateway.simulator.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The id and secret of a service account, as a client sends them. */
record Credentials(String clientId, String secret) {

    /** Reads a Basic header, in which id and secret are each form-encoded (RFC 6749, 2.3.1). */
    static Credentials basic(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw OAuthErrors.invalidClient();
        }
        try {
            var pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8);
            var colon = pair.indexOf(':');
            if (colon < 0) {
                throw OAuthErrors.invalidClient();
            }
            return new Credentials(
                    URLDecoder.decode(pair.substring(0, colon), UTF_8),
                    URLDecoder.decode(pair.substring(colon + 1), UTF_8));
        } catch (IllegalArgumentException e) {
            throw OAuthErrors.invalidClient();
        }
    }

    /** Leaves out the secret, because this may be printed. */
    @Override
    public String toString() {
        return clientId;
    }
}
