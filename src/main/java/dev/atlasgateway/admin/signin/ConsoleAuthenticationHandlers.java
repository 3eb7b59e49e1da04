package dev.atlasgateway.admin.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Where the console sends people who come, sign in, fail to, or leave. */
final class ConsoleAuthenticationHandlers {

    static final String SIGN_IN = "/console/sign-in";
    static final String SIGN_OUT = "/console/sign-out";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleAuthenticationHandlers.class);

    private ConsoleAuthenticationHandlers() {}

    static boolean byHtmx(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }

    /** Nobody is signed in, or not any more. */
    static void challenge(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        WayBack.remember(request, response);
        go(request, response, SIGN_IN);
    }

    /** The page is closed to this admin; or the form is of another session, and all it takes is to load it anew. */
    static void deny(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        if (e instanceof CsrfException && request.getRequestURI().equals(SIGN_IN) && signedIn()) {
            go(request, response, WayBack.take(request, response)); // meanwhile, on another page
        } else if (e instanceof CsrfException) {
            WayBack.remember(request, response);
            go(request, response, SIGN_IN + "?error=stale");
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static boolean signedIn() {
        return SignedIn.of(SecurityContextHolder.getContext().getAuthentication()) != null;
    }

    static void welcome(HttpServletRequest request, HttpServletResponse response, Authentication admin) {
        go(request, response, WayBack.take(request, response));
    }

    static AuthenticationFailureHandler rejectAndRecord(SignInJournal journal) {
        return (request, response, e) -> {
            if (e instanceof SignInRefused refused) {
                var by = request.getRequestURI().equals(SIGN_IN) ? SignInSource.PASSWORD : provider(request);
                journal.refused(refused, new SignInSource(SignInSource.CONSOLE, by, request.getRemoteAddr()));
            } else {
                LOG.info("A sign-in by {} failed: {}", provider(request), e.getMessage());
            }
            reject(request, response, e);
        };
    }

    private static void reject(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        go(
                request,
                response,
                SIGN_IN + "?error=" + (e instanceof SignInRefused refused ? refused.reason() : "provider"));
    }

    /** The last part of the paths where a sign-in at a provider begins and ends. */
    private static String provider(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getRequestURI().lastIndexOf('/') + 1);
    }

    static void goodbye(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication admin) {
        go(request, response, SIGN_IN + "?signed-out");
    }

    /** To a path as it is: no host, which could be forged, is part of it. */
    private static void go(HttpServletRequest request, HttpServletResponse response, String path) {
        if (byHtmx(request)) {
            response.setHeader("HX-Redirect", path);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            response.setHeader("Location", path);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        }
    }
}
