package dev.atlasgateway.admin.signin.console;

import dev.atlasgateway.admin.signin.session.ConsoleCookie;
import dev.atlasgateway.exchange.RequestPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in a cookie which page of the console to open after the sign-in.
 *
 * <p>Unlike Spring Security's {@code CookieRequestCache}, it opens only pages of the console, redirects without a host name,
 * which a client could forge, and finds the page around a fragment or a form.
 */
final class ConsoleRequestCache {

    static final String HOME = "/console";

    private static final Pattern PAGE = Pattern.compile("/console(?:[/?][!-~]*)?");
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int MAX_LENGTH = 1500;

    private ConsoleRequestCache() {}

    static void save(HttpServletRequest request, HttpServletResponse response) {
        var page = page(request);
        if (page != null) {
            var bytes = page.getBytes(StandardCharsets.US_ASCII);
            ConsoleCookie.SAVED_REQUEST.write(
                    request, response, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), LIFETIME);
        }
    }

    /** Removes the saved page and returns it, or the home page. */
    static String remove(HttpServletRequest request, HttpServletResponse response) {
        var saved = ConsoleCookie.SAVED_REQUEST.read(request);
        if (saved == null) {
            return HOME;
        }
        ConsoleCookie.SAVED_REQUEST.clear(request, response);
        try {
            var page = new String(Base64.getUrlDecoder().decode(saved), StandardCharsets.US_ASCII);
            return PAGE.matcher(page).matches() ? page : HOME;
        } catch (IllegalArgumentException e) {
            return HOME;
        }
    }

    /** Returns the page of the console that the browser shows; null if it is not known. */
    static @Nullable String page(HttpServletRequest request) {
        var shown = shown(request);
        var page = shown == null ? null : RequestPath.within(request.getContextPath(), shown);
        return page != null && page.length() <= MAX_LENGTH && PAGE.matcher(page).matches() ? page : null;
    }

    /** Returns the address that the browser shows. For a fragment or a form that is the page around it. */
    private static @Nullable String shown(HttpServletRequest request) {
        if (ConsoleAuthenticationHandlers.isHtmx(request)) {
            return path(request.getHeader("HX-Current-URL"));
        }
        if (!request.getMethod().equals("GET")) {
            return path(request.getHeader("Referer"));
        }
        var query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static @Nullable String path(@Nullable String url) {
        try {
            var uri = url == null ? null : URI.create(url);
            if (uri == null || uri.getRawPath() == null) {
                return null;
            }
            return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
