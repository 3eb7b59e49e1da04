package dev.atlasgateway.caller.login;

import dev.atlasgateway.exchange.BoundedBody;
import dev.atlasgateway.exchange.ParsedFormRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(parsed(request), response);
    }

    private static HttpServletRequest parsed(HttpServletRequest request) throws IOException {
        if (!isForm(request.getContentType())) {
            throw invalid("The body must be " + MediaType.APPLICATION_FORM_URLENCODED_VALUE + ".");
        }
        try {
            var form = BoundedBody.read(request.getInputStream(), MAX_BYTES, TIMEOUT);
            return new ParsedFormRequest(request, new String(form, StandardCharsets.UTF_8));
        } catch (BoundedBody.TooLargeException e) {
            throw invalid("The form is larger than %d bytes.".formatted(MAX_BYTES));
        } catch (BoundedBody.TooSlowException e) {
            throw invalid("The form did not arrive within %d s.".formatted(TIMEOUT.toSeconds()));
        } catch (HttpException.IllegalArgumentException e) {
            throw invalid("A parameter is not form-encoded.");
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
        return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, description, null));
    }
}
