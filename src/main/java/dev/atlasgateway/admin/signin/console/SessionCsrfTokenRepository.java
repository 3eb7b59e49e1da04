package dev.atlasgateway.admin.signin.console;

import dev.atlasgateway.admin.signin.session.ConsoleCookie;
import dev.atlasgateway.policy.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Derives the CSRF token of the console's forms from the session's secret. So it needs no store, and an attacker cannot set
 * it. A browser without a session gets a separate cookie as the seed.
 */
final class SessionCsrfTokenRepository implements CsrfTokenRepository {

    private static final String NEW_SEED = SessionCsrfTokenRepository.class.getName();

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        var session = ConsoleCookie.SESSION.read(request);
        var seed = session == null ? ConsoleCookie.CSRF_SEED.read(request) : session;
        return seed == null ? null : token(seed);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        var seed = UUID.randomUUID().toString();
        request.setAttribute(NEW_SEED, seed);
        return token(seed);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token != null && request.getAttribute(NEW_SEED) instanceof String seed) {
            ConsoleCookie.CSRF_SEED.write(request, response, seed, ConsoleCookie.UNTIL_BROWSER_CLOSES);
        }
    }

    private static CsrfToken token(String seed) {
        var value = Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of("csrf " + seed));
        return new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", value);
    }
}
