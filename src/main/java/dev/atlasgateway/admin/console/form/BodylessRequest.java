package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.exchange.ParsedFormRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Turns the request of a sent form into a GET request for the same page, without the fields of the form. */
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
