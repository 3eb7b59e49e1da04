package dev.atlasgateway.admin.console;

import dev.atlasgateway.admin.console.layout.Assets;
import dev.atlasgateway.admin.console.layout.Section;
import dev.atlasgateway.admin.signin.Admin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.ModelAndView;

/** What people see when a page fails; nothing of the failure itself, but what they can do and the id to quote. */
final class ErrorPageResolver implements ErrorViewResolver {

    private final Assets assets;

    ErrorPageResolver(Assets assets) {
        this.assets = assets;
    }

    @Override
    public @Nullable ModelAndView resolveErrorView(
            HttpServletRequest request, HttpStatus status, Map<String, Object> details) {
        var admin = Admin.of(request);
        var model = new HashMap<String, Object>(words(status));
        model.put("assets", assets);
        model.put("status", status.value());
        model.put("requestId", requestId());
        model.put("admin", admin);
        model.put("navigation", admin == null ? List.of() : Section.visibleTo(admin));
        return new ModelAndView(admin == null ? "console/error" : "console/error-inside", model, status);
    }

    /** As the answer quotes it, and the log. */
    private static @Nullable String requestId() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                        && attributes.getResponse() != null
                ? attributes.getResponse().getHeader("X-Request-Id")
                : null;
    }

    private static Map<String, String> words(HttpStatus status) {
        return switch (status) {
            case FORBIDDEN ->
                words("This page is closed to your role", "Ask a platform admin if you need what is behind it.");
            case NOT_FOUND ->
                words("There is nothing here", "What was at this address was removed or renamed, or never was.");
            case CONTENT_TOO_LARGE ->
                words(
                        "That was too large",
                        "A page takes 200 kB of what is typed or pasted; choose a longer document as a file.");
            case METHOD_NOT_ALLOWED, BAD_REQUEST ->
                words("That did not make sense", "Go back to the page and try again from there.");
            default ->
                status.is5xxServerError()
                        ? words(
                                "Something went wrong",
                                "It has been logged. Nothing was changed unless a page told you so.")
                        : words("That was refused", "Go back to the page and try again from there.");
        };
    }

    private static Map<String, String> words(String title, String text) {
        return Map.of("title", title, "text", text);
    }
}
