package dev.atlasgateway.admin.signin.console;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.SignInJournal;
import dev.atlasgateway.admin.signin.SignInRejectedException;
import dev.atlasgateway.admin.signin.SignInSource;
import dev.atlasgateway.exchange.RequestPath;
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

/** Redirects the browser before and after sign-in and sign-out. */
final class ConsoleAuthenticationHandlers {

    static final String SIGN_IN = "/console/sign-in";
    static final String SIGN_OUT = "/console/sign-out";

    /** The page that an OpenID provider returns the browser to after the sign-out there. */
    static final String SIGNED_OUT = "/console/signed-out";

    private static final String STALE = "?error=stale";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleAuthenticationHandlers.class);

    private ConsoleAuthenticationHandlers() {}

    static boolean isHtmx(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }

    /** Redirects to the sign-in page, because the request has no session. */
    static void redirectToSignIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        ConsoleRequestCache.save(request, response);
        redirect(request, response, SIGN_IN);
    }

    /** Answers 403 if the admin's role does not allow the page. Redirects if the form belongs to another session. */
    static void deny(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        if (!(e instanceof CsrfException)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (!isSignedIn()) {
            ConsoleRequestCache.save(request, response);
            redirect(request, response, SIGN_IN + STALE);
        } else if (RequestPath.of(request).equals(SIGN_IN)) {
            var page = ConsoleRequestCache.remove(request, response); // signed in on another page meanwhile
            redirect(request, response, page);
        } else if (isHtmx(request)) {
            redirect(request, response, SIGN_IN + STALE); // trouble.js stays on the page and says it there
        } else {
            redirect(request, response, stale(ConsoleRequestCache.page(request)));
        }
    }

    /** Returns the page with a parameter that lets it say that the form was not accepted. */
    private static String stale(@Nullable String page) {
        var address = page == null ? ConsoleRequestCache.HOME : page;
        return address + (address.contains("?") ? "&" : "?") + "stale";
    }

    private static boolean isSignedIn() {
        return Admin.of(SecurityContextHolder.getContext().getAuthentication()) != null;
    }

    static void redirectAfterSignIn(HttpServletRequest request, HttpServletResponse response, Authentication admin) {
        redirect(request, response, ConsoleRequestCache.remove(request, response));
    }

    static AuthenticationFailureHandler rejectAndRecord(SignInJournal journal) {
        return (request, response, e) -> {
            if (e instanceof SignInRejectedException rejection) {
                var method = RequestPath.of(request).equals(SIGN_IN) ? SignInSource.PASSWORD : provider(request);
                journal.recordRejection(
                        rejection, new SignInSource(SignInSource.CONSOLE, method, request.getRemoteAddr()));
            } else {
                LOG.info("A sign-in by {} failed: {}", provider(request), e.getMessage());
            }
            reject(request, response, e);
        };
    }

    private static void reject(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        redirect(
                request,
                response,
                SIGN_IN + "?error="
                        + (e instanceof SignInRejectedException rejection
                                ? rejection.reason().code()
                                : isUnreachable(e) ? "unavailable" : "provider"));
    }

    /** Returns true if no answer came from the OpenID provider. */
    private static boolean isUnreachable(Throwable e) {
        return e instanceof IOException || (e.getCause() != null && isUnreachable(e.getCause()));
    }

    /** Returns the registration id, which is the last part of the paths of a sign-in at a provider. */
    private static String provider(HttpServletRequest request) {
        var path = RequestPath.of(request);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Redirects. Paths have no host name, which a client could forge. */
    static void redirect(HttpServletRequest request, HttpServletResponse response, String target) {
        var address = target.startsWith("/") ? request.getContextPath() + target : target;
        if (isHtmx(request)) {
            response.setHeader("HX-Redirect", address);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            response.setHeader("Location", address);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        }
    }
}
