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

/** Resolves the page for an error. It shows what the user can do and the request id, but no details of the failure. */
record ErrorPageResolver(Assets assets) implements ErrorViewResolver {

    @Override
    public @Nullable ModelAndView resolveErrorView(
            HttpServletRequest request, HttpStatus status, Map<String, Object> details) {
        var admin = Admin.of(request);
        var model = new HashMap<String, Object>(message(status));
        model.put("assets", assets);
        model.put("status", status.value());
        model.put("requestId", requestId());
        model.put("admin", admin);
        model.put("navigation", admin == null ? List.of() : Section.visibleTo(admin));
        return new ModelAndView(admin == null ? "console/error" : "console/error-inside", model, status);
    }

    /** Returns the request id, as the answer and the log show it. */
    private static @Nullable String requestId() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                        && attributes.getResponse() != null
                ? attributes.getResponse().getHeader("X-Request-Id")
                : null;
    }

    private static Map<String, String> message(HttpStatus status) {
        return switch (status) {
            case FORBIDDEN -> message("Your role may not open this page", "If you need it, ask a platform admin.");
            case NOT_FOUND ->
                message("This page does not exist", "The address is wrong, or the object was removed or renamed.");
            case CONTENT_TOO_LARGE ->
                message(
                        "Your input is too large",
                        "The limit for typed text is 200 kB. Upload a longer document as a file.");
            case METHOD_NOT_ALLOWED, BAD_REQUEST ->
                message("The request is not valid", "Go back to the previous page and try again.");
            default ->
                status.is5xxServerError()
                        ? message(
                                "Something went wrong",
                                "The error is in the log. Nothing was changed, unless a page said so.")
                        : message("The request was refused", "Go back to the previous page and try again.");
        };
    }

    private static Map<String, String> message(String title, String text) {
        return Map.of("title", title, "text", text);
    }
}
