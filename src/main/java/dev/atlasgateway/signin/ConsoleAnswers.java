package dev.atlasgateway.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;

/** Where the console sends people who come, sign in, fail to, or leave. */
final class ConsoleAnswers {

    static final String SIGN_IN = "/console/sign-in";
    static final String SIGN_OUT = "/console/sign-out";

    private ConsoleAnswers() {}

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
        if (e instanceof CsrfException) {
            WayBack.remember(request, response);
            go(request, response, SIGN_IN + "?error=stale");
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    static void welcome(HttpServletRequest request, HttpServletResponse response, Authentication admin) {
        go(request, response, WayBack.take(request, response));
    }

    static void reject(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        var reason = e instanceof SignInRefused refused ? refused.reason() : "provider";
        go(request, response, SIGN_IN + "?error=" + reason);
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
