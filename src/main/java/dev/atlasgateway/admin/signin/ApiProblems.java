package dev.atlasgateway.admin.signin;

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

/** What the admin API answers to those it does not let in: RFC 9457 problems, with RFC 6750's challenge. */
final class ApiProblems {

    private static final String REALM = "Bearer realm=\"atlas-gateway-admin\"";

    private ApiProblems() {}

    static void unauthenticated(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        switch (e) {
            case SignInRefused noAdmin -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"insufficient_scope\"");
                write(response, HttpStatus.FORBIDDEN, String.valueOf(noAdmin.getMessage()));
            }
            case OAuth2AuthenticationException wrong -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"invalid_token\"");
                write(
                        response,
                        HttpStatus.UNAUTHORIZED,
                        "The Bearer token is not one of an admin: %s.".formatted(wrong.getMessage()));
            }
            case AuthenticationServiceException away -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, "5");
                write(
                        response,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Nobody can tell at present: " + away.getMessage() + ".");
            }
            default -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM);
                write(response, HttpStatus.UNAUTHORIZED, "An admin's Bearer token is needed.");
            }
        }
    }

    static void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"insufficient_scope\"");
        write(response, HttpStatus.FORBIDDEN, "This is closed to your role.");
    }

    private static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        var problem = Map.of("title", status.getReasonPhrase(), "status", status.value(), "detail", detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(problem));
    }
}
