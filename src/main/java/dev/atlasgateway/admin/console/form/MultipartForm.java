package dev.atlasgateway.admin.console.form;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

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

    /** Answers 413 if the fields without files are too large. */
    private @Nullable Part part(String name) throws IOException, ServletException {
        try {
            return request.getPart(name);
        } catch (IllegalStateException e) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, null, e);
        }
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
