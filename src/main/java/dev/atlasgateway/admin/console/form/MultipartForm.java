package dev.atlasgateway.admin.console.form;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The fields of a form that may bring a file, which the server does not read from its parts by itself. */
public record MultipartForm(HttpServletRequest request) {

    /** A longer document is downloaded and uploaded, because browsers are slow with more text in a field. */
    public static final int MAX_EDITABLE = 150_000;

    /** Empty where there is no such field; a file's content where it is one. */
    public String field(String name) throws IOException, ServletException {
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

    /** Of what is not a file, the server takes no more than of a form without files. */
    private @Nullable Part part(String name) throws IOException, ServletException {
        try {
            return request.getPart(name);
        } catch (IllegalStateException e) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, null, e);
        }
    }

    public boolean ticked(String name) throws IOException, ServletException {
        return field(name).equals("true");
    }

    /** An uploaded file takes the place of what was typed. */
    public String fileOr(String typed) throws IOException, ServletException {
        var file = field("file");
        return file.isEmpty() ? field(typed) : file;
    }
}
