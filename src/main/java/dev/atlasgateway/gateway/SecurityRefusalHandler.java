package dev.atlasgateway.gateway;

import dev.atlasgateway.audit.AuditTrail;
import dev.atlasgateway.caller.DigestException;
import dev.atlasgateway.caller.DigestException.Kind;
import dev.atlasgateway.caller.DigestLogin;
import dev.atlasgateway.exchange.ApiResponse;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import dev.atlasgateway.translation.Translator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Answers and records the calls that Spring Security refuses before the pipeline begins. */
record SecurityRefusalHandler(AuditTrail audit, Translator translator, Edge edge, DigestLogin digest)
        implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final String ISSUER_RETRY_SECONDS = "10";

    private static final String CHALLENGE = "Bearer realm=\"atlas-gateway\"";
    private static final Refusal NO_TOKEN = unauthenticated(CHALLENGE);
    private static final Refusal NO_TOKEN_OR_KEY = Refusal.of(
                    Problem.NO_CURRENT_USER,
                    "This call needs a valid Bearer token, or an API key by HTTP Digest. Get a token from POST"
                            + " /api/oauth/token with your client id and secret.")
            .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    private static final ApiResponse FIRST_HALF = NO_TOKEN_OR_KEY.toResponse();

    /** The characters that RFC 6750, section 3, allows in an {@code error_description}. */
    private static final Predicate<String> HEADER_SAFE =
            Pattern.compile("[\\x20-\\x7E&&[^\"\\\\]]{1,200}").asMatchPredicate();

    /**
     * Challenges without an error if the call has no token, and with {@code invalid_token} and a reason if it has one (RFC
     * 6750, section 3). If the issuer's keys are not available, the token may still be valid, so the caller may retry.
     */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            refuse(
                    request,
                    response,
                    Refusal.of(
                                    Problem.GATEWAY_ISSUER_UNAVAILABLE,
                                    "The gateway cannot reach the issuer of your token to verify it. Try again shortly.")
                            .header("Retry-After", ISSUER_RETRY_SECONDS));
            return;
        }
        if (digest.isOn() && !isLimited(e)) { // first, because some clients read only the first challenge
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, digest.challenge(isStale(e)));
        }
        switch (e) {
            case DigestException login -> answer(request, response, login);
            case OAuth2AuthenticationException token -> refuse(request, response, invalidToken(token));
            default -> refuse(request, response, noCredentials());
        }
    }

    private static boolean isLimited(AuthenticationException e) {
        return e instanceof DigestException login && login.kind() == Kind.LIMITED;
    }

    private static boolean isStale(AuthenticationException e) {
        return e instanceof DigestException login && (login.kind() == Kind.STALE || login.kind() == Kind.REPLAYED);
    }

    /** Records wrong credentials. A call that only has to be sent again with the answer to a challenge is no refusal. */
    private void answer(HttpServletRequest request, HttpServletResponse response, DigestException login)
            throws IOException {
        switch (login.kind()) {
            case FIRST_HALF, STALE -> {
                request.setAttribute(Edge.RECORDED, true); // half of a call, which has its record with the other half
                edge.answer(request, response, FIRST_HALF);
            }
            case LIMITED -> refuse(request, response, Objects.requireNonNull(login.limit()));
            case REPLAYED, REFUSED -> refuse(request, response, wrongCredentials(login));
        }
    }

    private static Refusal wrongCredentials(DigestException login) {
        return Refusal.of(
                        Problem.NO_CURRENT_USER, login.detail() == null ? "The API key is not valid." : login.detail())
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
                .withNotes(List.of("digest: " + login.getMessage()));
    }

    private Refusal noCredentials() {
        return digest.isOn() ? NO_TOKEN_OR_KEY : NO_TOKEN;
    }

    /** The reason goes into the audit, and into the header if its characters allow it. */
    private static Refusal invalidToken(OAuth2AuthenticationException refused) {
        var challenge = CHALLENGE + ", error=\"invalid_token\"";
        var reason = refused.getError().getDescription();
        if (reason == null) {
            return unauthenticated(challenge);
        }
        var description = HEADER_SAFE.test(reason) ? ", error_description=\"" + reason + "\"" : "";
        return unauthenticated(challenge + description).withNotes(List.of("token: " + reason));
    }

    private static Refusal unauthenticated(String challenge) {
        return Refusal.of(
                        Problem.NO_CURRENT_USER,
                        "This call needs a valid Bearer token. Get one from POST /api/oauth/token with your client id and secret.")
                .header("WWW-Authenticate", challenge);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        refuse(
                request,
                response,
                Refusal.of(Problem.USER_UNAUTHORIZED, "Your credentials do not give access to this."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
            throws IOException {
        refuse(
                request,
                response,
                Refusal.of(
                        Problem.GATEWAY_BAD_REQUEST,
                        "The path can be read in two ways or has a character that no path here has, such as ;, //, .. or an encoded"
                                + " slash. Send the plain path."));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        var received = edge.receive(request, new ServletServerHttpRequest(request).getHeaders());
        edge.answerInPace(request, response, translator.addNotices(received, audit.recordRefusal(received, refusal)));
    }
}
