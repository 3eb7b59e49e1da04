package dev.atlasgateway.admin.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The console's cookies: no script reads them, no other site's form sends them, and over https no sibling host can set
 * them ({@code __Host-}, RFC 6265bis).
 */
enum Cookies {
    SESSION("atlas-gateway-session"),
    /** What a form of somebody not signed in is recognised by. */
    VISIT("atlas-gateway-visit"),
    /** Where somebody was going when they had to sign in. */
    WAY_BACK("atlas-gateway-way-back"),
    /** What is remembered while somebody is away at the OpenID provider. */
    AWAY("atlas-gateway-away");

    /** Until the browser closes. */
    static final Duration VISIT_LONG = Duration.ofSeconds(-1);

    private final String name;

    Cookies(String name) {
        this.name = name;
    }

    @Nullable
    String read(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, name(request));
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    void write(HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
        var cookie = ResponseCookie.from(name(request), value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(life)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    void clear(HttpServletRequest request, HttpServletResponse response) {
        write(request, response, "", Duration.ZERO);
    }

    private String name(HttpServletRequest request) {
        return request.isSecure() ? "__Host-" + name : name;
    }
}
