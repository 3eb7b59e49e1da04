package dev.atlasgateway.admin.console.form;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Reads the fields of a form that may contain a file. The server does not turn the parts of such a form into parameters. */
public record MultipartForm(HttpServletRequest request) {

    /** A longer document is downloaded and uploaded, because browsers are slow with more text in a field. */
    public static final int MAX_EDITABLE = 150_000;

    /** Returns the text of a field or the content of a file; empty if there is no such field. */
    private String field(String name) throws IOException, ServletException {
        if (!FormSizeFilter.isMultipart(request)) {
            return Objects.requireNonNullElse(request.getParameter(name), "");
        }
        var part = part(name);
        if (part == null) {
            return "";
        }
        try (var content = part.getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The server reads all parts at the first one, and limits their time. Answers 408 or 413 beyond a limit. */
    private @Nullable Part part(String name) throws IOException, ServletException {
        try {
            return request.getPart(name);
        } catch (IOException | ServletException | RuntimeException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof TimeoutException) {
                throw ending(HttpStatus.REQUEST_TIMEOUT, e);
            }
            if (e instanceof IllegalStateException) {
                throw ending(HttpStatus.CONTENT_TOO_LARGE, e);
            }
            throw e;
        }
    }

    /** Closes the connection, because the rest of the body is not read. */
    private static ErrorResponseException ending(HttpStatus status, Exception cause) {
        var problem = new ErrorResponseException(status, cause);
        problem.getHeaders().set(HttpHeaders.CONNECTION, "close");
        return problem;
    }

    /** Returns the texts of several fields by their names. */
    public Map<String, String> fields(String... names) throws IOException, ServletException {
        var texts = new HashMap<String, String>();
        for (var name : names) {
            texts.put(name, field(name));
        }
        return texts;
    }

    /** Returns the uploaded file, or the typed field if there is no file. */
    public String fileOr(String typed) throws IOException, ServletException {
        var file = field("file");
        return file.isEmpty() ? field(typed) : file;
    }
}
