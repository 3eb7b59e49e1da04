package dev.atlasgateway.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The fields of a form that may bring a file, which the server does not read from its parts by itself. */
record Sent(HttpServletRequest request) {

    /** Empty where there is no such field; a file's content where it is one. */
    String field(String name) throws IOException, ServletException {
        if (!FormSize.isMultipart(request)) {
            return Objects.requireNonNullElse(request.getParameter(name), "");
        }
        var part = request.getPart(name);
        if (part == null) {
            return "";
        }
        try (var content = part.getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    boolean ticked(String name) throws IOException, ServletException {
        return field(name).equals("true");
    }

    /** An uploaded file takes the place of what was typed. */
    String fileOr(String typed) throws IOException, ServletException {
        var file = field("file");
        return file.isEmpty() ? field(typed) : file;
    }
}
