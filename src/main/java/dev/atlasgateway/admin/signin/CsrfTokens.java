package dev.atlasgateway.admin.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Derives the token of the console's forms from the session's secret, so that it needs no store and nobody can plant it.
 * Before there is a session, a cookie of its own stands in for it.
 */
final class CsrfTokens implements CsrfTokenRepository {

    private static final String VISIT = CsrfTokens.class.getName();

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        var session = Cookies.SESSION.read(request);
        var seed = session == null ? Cookies.VISIT.read(request) : session;
        return seed == null ? null : token(seed);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        var visit = UUID.randomUUID().toString();
        request.setAttribute(VISIT, visit);
        return token(visit);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token != null && request.getAttribute(VISIT) instanceof String visit) {
            Cookies.VISIT.write(request, response, visit, Cookies.VISIT_LONG);
        }
    }

    private static CsrfToken token(String seed) {
        var value = Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of("csrf " + seed));
        return new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", value);
    }
}
