package dev.atlasgateway.caller.login;

import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.exchange.Presentation;
import dev.atlasgateway.exchange.RequestPath;
import dev.atlasgateway.exchange.UnreadBody;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the responses to logins and revocations as Atlas's token endpoint does: in OAuth's format, except for a reached
 * login limit.
 */
final class LoginResponses {

    private static final String SLASH = "The path has a slash at its end. Send the request without it: POST "
            + LoginConfiguration.TOKEN_PATH + " or " + LoginConfiguration.REVOKE_PATH + ".";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Counter issued;
    private final Counter refused;
    private final Counter limited;
    private final Counter failed;

    LoginResponses(MeterRegistry meters) {
        this.issued = meters.counter("gateway.logins", "outcome", "issued");
        this.refused = meters.counter("gateway.logins", "outcome", "refused");
        this.limited = meters.counter("gateway.logins", "outcome", "limited");
        this.failed = meters.counter("gateway.logins", "outcome", "failed");
    }

    void writeToken(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        issued.increment();
        var token = ((OAuth2AccessTokenAuthenticationToken) authentication).getAccessToken();
        var body = JSON.createObjectNode()
                .put("access_token", token.getTokenValue())
                .put("expires_in", PolicyClientRepository.TOKEN_LIFETIME.toSeconds())
                .put("token_type", token.getTokenType().getValue());
        write(request, response, new ApiResponse(200, Map.of(), JSON.writeValueAsBytes(body)));
    }

    /** Writes the response to a rejected login, also to one without credentials. */
    void writeRejection(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof LoginRejectedException login && login.limit() != null) {
            limited.increment();
        } else {
            refused.increment();
        }
        writeError(request, response, failure);
    }

    /** Answers a request with a slash at the end of its path, which a base URL can leave there, and lets others pass. */
    void refuseSlash(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest asked
                && response instanceof HttpServletResponse answer
                && RequestPath.of(asked).endsWith("/")) {
            write(asked, answer, error(400, Map.of(), OAuth2ErrorCodes.INVALID_REQUEST, SLASH));
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Counts a login that ends with an error of the gateway, such as a key that cannot sign. */
    void countFailure(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException e) {
            failed.increment();
            throw e;
        }
    }

    /** Writes an error response (RFC 6749, section 5.2). All problems with credentials get the same response. */
    void writeError(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof LoginRejectedException login && login.limit() != null) {
            write(request, response, login.limit().toResponse());
            return;
        }
        var error = failure instanceof OAuth2AuthenticationException oauth
                ? oauth.getError()
                : LoginRejectedException.notBasic().getError();
        write(
                request,
                response,
                switch (error.getErrorCode()) {
                    case OAuth2ErrorCodes.INVALID_CLIENT ->
                        error(
                                401,
                                Map.of("WWW-Authenticate", "Basic realm=\"atlas-gateway\""),
                                error.getErrorCode(),
                                Objects.requireNonNullElse(error.getDescription(), "Invalid credentials provided."));
                    case OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE ->
                        error(503, Map.of("Retry-After", "1"), error.getErrorCode(), error.getDescription());
                    case FormBodyFilter.TOO_SLOW ->
                        error(408, Map.of(), OAuth2ErrorCodes.INVALID_REQUEST, error.getDescription());
                    case OAuth2ErrorCodes.SERVER_ERROR ->
                        error(500, Map.of(), error.getErrorCode(), "Unexpected error.");
                    default -> error(400, Map.of(), error.getErrorCode(), error.getDescription());
                });
    }

    private static ApiResponse error(
            int status, Map<String, String> headers, String code, @Nullable String description) {
        var body = JSON.createObjectNode().put("error", code);
        if (description != null) {
            body.put("error_description", description);
        }
        return new ApiResponse(status, headers, JSON.writeValueAsBytes(body));
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, ApiResponse answer)
            throws IOException {
        var body = Presentation.of(request.getQueryString()).render(answer.status(), answer.body());
        UnreadBody.announceClose(request, response);
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
