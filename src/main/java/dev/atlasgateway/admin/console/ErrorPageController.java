package dev.atlasgateway.admin.console;

import dev.atlasgateway.admin.console.layout.Section;
import dev.atlasgateway.admin.signin.Admin;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.ModelAndView;

/** Page for an error. It shows what the user can do and the request id, but no details of the failure. */
@Controller
final class ErrorPageController implements ErrorController {

    @PermitAll
    @RequestMapping("/error")
    ModelAndView show(HttpServletRequest request) {
        var status = status(request);
        var admin = Admin.of(request); // of the request that failed
        var model = new HashMap<String, Object>(message(status));
        model.put("status", status.value());
        model.put("requestId", requestId());
        model.put("admin", admin);
        model.put("navigation", admin == null ? List.of() : Section.visibleTo(admin));
        return new ModelAndView(admin == null ? "console/error" : "console/error-inside", model, status);
    }

    private static HttpStatus status(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : null;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
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
            case BAD_REQUEST -> message("The request is not valid", "Go back to the previous page and try again.");
            case METHOD_NOT_ALLOWED ->
                message("This page does not accept this method", "The console uses GET and POST only.");
            case SERVICE_UNAVAILABLE ->
                message(
                        "The gateway is busy",
                        "It is reading other documents, and has not read yours. Go back in the browser to find your input, and"
                                + " send it again in ten seconds.");
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
