package dev.atlasgateway.caller.login;

import dev.atlasgateway.exchange.BoundedBody;
import dev.atlasgateway.exchange.ParsedFormRequest;
import dev.atlasgateway.exchange.RequestPath;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the form of a login or a revocation, limited in size and in time. Rejects every other body.
 *
 * <p>Without it, the server would read the parameters itself: it writes the parts of a multipart body to files.
 */
final class FormBodyFilter extends OncePerRequestFilter {

    /** Enough for the longest token that fits into the headers of a call. */
    private static final int MAX_BYTES = 16 * 1024;

    private static final List<String> FORM_ONLY = List.of("grant_type", "scope", "token", "token_type_hint");

    /** A form that did not arrive in time. OAuth has no code for it, so the status says it. */
    static final String TOO_SLOW = "request_timeout";

    private final Duration timeout;

    FormBodyFilter() {
        this(Duration.ofSeconds(10));
    }

    /** @param timeout time until the last byte must have arrived */
    FormBodyFilter(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(parsed(request), response);
    }

    private HttpServletRequest parsed(HttpServletRequest request) throws IOException {
        requireNothingInQuery(request);
        if (!isForm(request.getContentType())) {
            throw invalid("The body must be " + MediaType.APPLICATION_FORM_URLENCODED_VALUE + ".");
        }
        try {
            var form = BoundedBody.read(request.getInputStream(), MAX_BYTES, timeout);
            var parsed = new ParsedFormRequest(request, new String(form, StandardCharsets.UTF_8));
            if (RequestPath.of(request).equals(LoginConfiguration.TOKEN_PATH)) {
                requireClientCredentials(parsed);
            }
            return parsed;
        } catch (BoundedBody.TooLargeException e) {
            throw invalid("The form is larger than %d bytes.".formatted(MAX_BYTES));
        } catch (BoundedBody.TooSlowException e) {
            throw error(TOO_SLOW, "The form did not arrive within %d s.".formatted(timeout.toSeconds()));
        } catch (HttpException.IllegalArgumentException e) {
            throw invalid("A parameter is not form-encoded.");
        }
    }

    /** Flags such as {@code pretty} may be in the query. Everything else must be in the body. */
    private static void requireNothingInQuery(HttpServletRequest request) {
        var query = new ParsedFormRequest(request, "");
        for (var name : FORM_ONLY) {
            if (query.getParameter(name) != null) {
                throw invalid("%s is in the query. Send it in the body, as %s."
                        .formatted(name, MediaType.APPLICATION_FORM_URLENCODED_VALUE));
            }
        }
    }

    /** Rejects what the only grant does not have, each with a sentence that says what to change. */
    private static void requireClientCredentials(HttpServletRequest form) {
        var grants = form.getParameterValues("grant_type");
        if (grants == null || grants.length > 1) {
            throw invalid("The body must have grant_type=client_credentials, once.");
        }
        if (!grants[0].equals("client_credentials")) {
            throw error(OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE, "grant_type must be client_credentials.");
        }
        var scope = form.getParameter("scope");
        if (scope != null && !scope.isBlank()) {
            throw error(
                    OAuth2ErrorCodes.INVALID_SCOPE,
                    "Leave scope out: the gateway has no scopes. The grants of your team decide what a token may do.");
        }
    }

    private static boolean isForm(@Nullable String type) {
        try {
            return type != null
                    && MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(MediaType.parseMediaType(type));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static OAuth2AuthenticationException invalid(String description) {
        return error(OAuth2ErrorCodes.INVALID_REQUEST, description);
    }

    private static OAuth2AuthenticationException error(String code, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, description, null));
    }
}
