package dev.atlasgateway.admin.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings people back to the page of the console that they wanted when they had to sign in; never to anywhere else. */
final class WayBack {

    static final String HOME = "/console";

    private static final Pattern PAGE = Pattern.compile("/console(?:[/?][!-~]*)?");
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int LONGEST = 1500;

    private WayBack() {}

    static void remember(HttpServletRequest request, HttpServletResponse response) {
        var page = page(request);
        if (page != null && page.length() <= LONGEST && PAGE.matcher(page).matches()) {
            var bytes = page.getBytes(StandardCharsets.US_ASCII);
            Cookies.WAY_BACK.write(
                    request, response, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), LIFE);
        }
    }

    /** The page to go on to, which is then forgotten. */
    static String take(HttpServletRequest request, HttpServletResponse response) {
        var kept = Cookies.WAY_BACK.read(request);
        if (kept == null) {
            return HOME;
        }
        Cookies.WAY_BACK.clear(request, response);
        try {
            var page = new String(Base64.getUrlDecoder().decode(kept), StandardCharsets.US_ASCII);
            return PAGE.matcher(page).matches() ? page : HOME;
        } catch (IllegalArgumentException e) {
            return HOME;
        }
    }

    /** What the address line shows: of a part of a page, or a form, that is the page around it. */
    private static @Nullable String page(HttpServletRequest request) {
        if (ConsoleAuthenticationHandlers.byHtmx(request)) {
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
