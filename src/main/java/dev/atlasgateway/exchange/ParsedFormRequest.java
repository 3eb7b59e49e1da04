package dev.atlasgateway.exchange;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** Request with parsed parameters, so that no later filter reads its body. */
public class ParsedFormRequest extends HttpServletRequestWrapper {

    private final Fields parameters = new Fields();

    /**
     * @param form the body, as {@code application/x-www-form-urlencoded}; empty to ignore it
     * @throws HttpException if the body or the query is not encoded in this way
     */
    public ParsedFormRequest(HttpServletRequest request, String form) {
        super(request);
        try {
            Stream.of(Objects.requireNonNullElse(request.getQueryString(), ""), form)
                    .forEach(encoded -> UrlEncoded.decodeUtf8To(encoded, parameters));
        } catch (IllegalArgumentException e) {
            throw new HttpException.IllegalArgumentException(
                    HttpStatus.BAD_REQUEST_400, "a parameter is not form-encoded", e);
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        return parameters.getValue(name);
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters.toStringArrayMap();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.getNames());
    }
}
