package dev.atlasgateway.admin.signin.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * Cookie of the console. Scripts cannot read it, forms of other sites do not send it, and over https no sibling host can
 * set it ({@code __Host-}, RFC 6265bis).
 */
public enum ConsoleCookie {
    SESSION("atlas-gateway-session"),
    /** Seed of the CSRF token of a browser that is not signed in. */
    CSRF_SEED("atlas-gateway-visit"),
    /** Page to open after the sign-in. */
    SAVED_REQUEST("atlas-gateway-way-back"),
    /** State of a sign-in at the OpenID provider. */
    AUTHORIZATION_REQUEST("atlas-gateway-away");

    /** Max-Age of a cookie that ends with the browser. */
    public static final Duration UNTIL_BROWSER_CLOSES = Duration.ofSeconds(-1);

    private final String name;

    ConsoleCookie(String name) {
        this.name = name;
    }

    public @Nullable String read(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, name(request));
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    public void write(HttpServletRequest request, HttpServletResponse response, String value, Duration maxAge) {
        var cookie = ResponseCookie.from(name(request), value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(maxAge)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    public void clear(HttpServletRequest request, HttpServletResponse response) {
        write(request, response, "", Duration.ZERO);
    }

    /** Contains the path prefix, because the cookies of two gateways on one host would otherwise replace each other. */
    private String name(HttpServletRequest request) {
        var unique = name + request.getContextPath().replace('/', '-');
        return request.isSecure() ? "__Host-" + unique : unique;
    }
}
