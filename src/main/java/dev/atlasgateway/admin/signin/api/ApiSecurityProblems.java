package dev.atlasgateway.admin.signin.api;

import dev.atlasgateway.admin.signin.SignInRejectedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import tools.jackson.databind.json.JsonMapper;

/** Renders refused requests to the admin API as RFC 9457 problems with the challenge of RFC 6750. */
final class ApiSecurityProblems {

    private static final String REALM = "Bearer realm=\"atlas-gateway-admin\"";

    private ApiSecurityProblems() {}

    static void requireToken(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        switch (e) {
            case SignInRejectedException withoutRole -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"insufficient_scope\"");
                write(response, HttpStatus.FORBIDDEN, String.valueOf(withoutRole.getMessage()));
            }
            case OAuth2AuthenticationException invalid -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"invalid_token\"");
                write(
                        response,
                        HttpStatus.UNAUTHORIZED,
                        "The Bearer token is not valid: %s.".formatted(invalid.getMessage()));
            }
            case AuthenticationServiceException unavailable -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, "5");
                write(
                        response,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "The gateway cannot verify the Bearer token now: " + unavailable.getMessage() + ". Try again.");
            }
            default -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM);
                write(response, HttpStatus.UNAUTHORIZED, "This request needs the Bearer token of an admin.");
            }
        }
    }

    static void deny(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"insufficient_scope\"");
        write(response, HttpStatus.FORBIDDEN, "Your role does not allow this request.");
    }

    private static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        var problem = Map.of("title", status.getReasonPhrase(), "status", status.value(), "detail", detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(problem));
    }
}
