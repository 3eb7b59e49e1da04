package dev.atlasgateway.admin.console.form;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.BadMessageException;
import org.jspecify.annotations.Nullable;

/** Request with parsed parameters, so that no later filter reads its body. */
class ParsedFormRequest extends HttpServletRequestWrapper {

    private final Map<String, String[]> parameters;

    /**
     * @param form the body, as {@code application/x-www-form-urlencoded}; empty to ignore it
     * @throws BadMessageException if the body or the query is not encoded in this way, as the server itself does
     */
    ParsedFormRequest(HttpServletRequest request, String form) {
        super(request);
        parameters = Stream.of(request.getQueryString(), form)
                .filter(encoded -> encoded != null && !encoded.isEmpty())
                .flatMap(encoded -> Arrays.stream(encoded.split("&")))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.collectingAndThen(
                        Collectors.groupingBy(
                                pair -> decoded(pair[0]),
                                LinkedHashMap::new,
                                Collectors.mapping(
                                        pair -> pair.length == 1 ? "" : decoded(pair[1]), Collectors.toList())),
                        ParsedFormRequest::arrays));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadMessageException("a parameter is not form-encoded", e);
        }
    }

    private static Map<String, String[]> arrays(Map<String, List<String>> lists) {
        var arrays = new LinkedHashMap<String, String[]>();
        lists.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
        return arrays;
    }

    @Override
    public @Nullable String getParameter(String name) {
        var values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        var values = parameters.get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }
}
