package dev.atlasgateway.admin.console.form;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A form that was sent, as the request for the page that it is on: its address, and nothing of its fields. */
final class BodylessRequest extends ParsedFormRequest {

    BodylessRequest(HttpServletRequest request) {
        super(request, "");
    }

    @Override
    public String getMethod() {
        return "GET";
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public int getContentLength() {
        return -1;
    }

    @Override
    public long getContentLengthLong() {
        return -1;
    }
}
