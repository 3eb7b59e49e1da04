package dev.atlasgateway.admin.signin.api;

import dev.atlasgateway.admin.api.request.BodyLimit;
import dev.atlasgateway.admin.api.request.Problems;
import dev.atlasgateway.admin.signin.RequireSignedIn;
import dev.atlasgateway.admin.signin.SignInJournal;
import dev.atlasgateway.admin.signin.SignInProperties;
import dev.atlasgateway.admin.signin.SignInRejectedException;
import dev.atlasgateway.admin.signin.SignInSource;
import dev.atlasgateway.admin.signin.local.LocalAdmin;
import dev.atlasgateway.admin.signin.session.SessionRepository;
import dev.atlasgateway.admin.signin.session.SessionType;
import dev.atlasgateway.exchange.RetryAfter;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Issues API tokens to the local admin. Other admins use tokens of the company's OpenID provider. */
@RestController
@RequestMapping("/admin/api/v1/sign-in")
record ApiSignInController(
        LocalAdmin localAdmin, SessionRepository sessions, SignInJournal journal, SignInProperties properties) {

    /** Smaller than other bodies, because clients that are not signed in send it. */
    @BodyLimit(bytes = 4 * 1024)
    record Credentials(@NotNull String name, @NotNull String password) {

        @Override
        public String toString() {
            return "Credentials[name=%s]".formatted(name);
        }
    }

    record Token(String access_token, String token_type, long expires_in) {}

    @PermitAll
    @PostMapping
    ResponseEntity<Token> signIn(@RequestBody @Valid Credentials credentials, HttpServletRequest request) {
        var admin = localAdmin.authenticate(credentials.name(), credentials.password(), request.getRemoteAddr());
        var token = new Token(
                sessions.begin(admin, SessionType.API, source(request)),
                "Bearer",
                properties.session().token().toSeconds());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(token);
    }

    /** Revokes the token of this request, if the gateway issued it. Only the OpenID provider can revoke its own tokens. */
    @RequireSignedIn
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request) {
        var token = request.getHeader(HttpHeaders.AUTHORIZATION)
                .substring("Bearer ".length())
                .strip();
        if (!SessionType.API.hasForm(token)) {
            throw Problems.of(
                    HttpStatus.CONFLICT,
                    "The company's OpenID provider issued this token, so the gateway cannot revoke it."
                            + " It opens this API until it expires.");
        }
        sessions.end(token);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> reject(SignInRejectedException rejection, HttpServletRequest request) {
        journal.recordRejection(rejection, source(request));
        var retryAfter = rejection.retryAfter();
        var status = retryAfter == null ? HttpStatus.UNAUTHORIZED : HttpStatus.TOO_MANY_REQUESTS;
        var problem = ProblemDetail.forStatusAndDetail(status, rejection.getMessage());
        var answer = ResponseEntity.status(status);
        return (retryAfter == null
                        ? answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"atlas-gateway-admin\"")
                        : answer.header(HttpHeaders.RETRY_AFTER, Long.toString(RetryAfter.seconds(retryAfter))))
                .body(problem);
    }

    private static SignInSource source(HttpServletRequest request) {
        return new SignInSource(SignInSource.API, SignInSource.PASSWORD, request.getRemoteAddr());
    }
}
