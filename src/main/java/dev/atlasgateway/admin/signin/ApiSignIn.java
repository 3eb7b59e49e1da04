package dev.atlasgateway.admin.signin;

import dev.atlasgateway.exchange.RetryAfter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets the local admin have a token for the API; everybody else's comes from the company's OpenID provider. */
@RestController
@RequestMapping("/admin/api/v1/sign-in")
class ApiSignIn {

    private final LocalAdmin bootstrap;
    private final Sessions sessions;
    private final SignInJournal journal;
    private final SigninProperties properties;

    ApiSignIn(LocalAdmin bootstrap, Sessions sessions, SignInJournal journal, SigninProperties properties) {
        this.bootstrap = bootstrap;
        this.sessions = sessions;
        this.journal = journal;
        this.properties = properties;
    }

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
        var admin = bootstrap.authenticate(credentials.name(), credentials.password(), request.getRemoteAddr());
        var token = new Token(
                sessions.begin(admin, Sessions.Kind.API, whence(request)),
                "Bearer",
                properties.session().token().toSeconds());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(token);
    }

    /** Makes the token that this request came with worthless, if it was had here: a company's is its provider's to end. */
    @RequireSignedIn
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request) {
        var token = request.getHeader(HttpHeaders.AUTHORIZATION)
                .substring("Bearer ".length())
                .strip();
        if (!Sessions.Kind.API.made(token)) {
            throw new ErrorResponseException(
                    HttpStatus.CONFLICT,
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.CONFLICT,
                            "This token is the company's OpenID provider's, and cannot be given back here:"
                                    + " it opens this API until it expires."),
                    null);
        }
        sessions.end(token);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(SignInRefused refused, HttpServletRequest request) {
        journal.refused(refused, whence(request));
        var limit = refused.limit();
        var status = limit == null ? HttpStatus.UNAUTHORIZED : HttpStatus.TOO_MANY_REQUESTS;
        var problem = ProblemDetail.forStatusAndDetail(status, refused.getMessage());
        var answer = ResponseEntity.status(status);
        return (limit == null
                        ? answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"atlas-gateway-admin\"")
                        : answer.header(HttpHeaders.RETRY_AFTER, Long.toString(RetryAfter.seconds(limit))))
                .body(problem);
    }

    private static SignInSource whence(HttpServletRequest request) {
        return new SignInSource(SignInSource.API, SignInSource.PASSWORD, request.getRemoteAddr());
    }
}
