package dev.atlasgateway.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Refuses requests that Jetty accepts but that a library behind it cannot read, or that another server could read
 * differently. Runs before all other code, so each interface gives the same answer.
 */
final class RequestChecks implements HttpConfiguration.Customizer {

    private static final Predicate<String> ASSIGNED =
            Pattern.compile("[\\t[\\p{IsAssigned}&&[^\\p{IsControl}]]]*").asMatchPredicate();

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        for (var field : request.getHeaders()) {
            requireReadable(field);
        }
        requireHttp(request);
        requireOneMediaType(request);
        requirePlainFraming(request);
        return request.getMethod().equals("TRACE") ? new Trace(request) : request;
    }

    /** Header names are ASCII (RFC 9110, 5.1). Values may be UTF-8, which Jetty reads as ISO 8859-1. */
    private static void requireReadable(HttpField field) {
        var value = field.getValue();
        if (value != null
                && !isPrintableAscii(value)
                && !ASSIGNED.test(value)
                && !ASSIGNED.test(new String(value.getBytes(ISO_8859_1), UTF_8))) {
            throw refuse(
                    Problem.GATEWAY_BAD_REQUEST,
                    "The header %s contains a character that is not text.".formatted(field.getName()));
        }
    }

    private static boolean isPrintableAscii(String value) {
        for (var i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static void requireHttp(Request request) {
        var scheme = request.getHttpURI().getScheme();
        if (scheme != null && !scheme.equals("http") && !scheme.equals("https")) {
            throw refuse(Problem.GATEWAY_BAD_REQUEST, "The request line must name a path, or an http or https URL.");
        }
    }

    /** Spring cannot represent a request with a media range, even if nothing reads its body. */
    private static void requireOneMediaType(Request request) {
        for (var type : request.getHeaders().getValuesList(HttpHeader.CONTENT_TYPE)) {
            if (type.split(";", 2)[0].indexOf('*') >= 0) {
                throw refuse(
                        Problem.GATEWAY_UNSUPPORTED_MEDIA_TYPE,
                        "The Content-Type must be one media type, such as application/json. A * is for Accept only.");
            }
        }
    }

    /** Accepts no coding but chunked, and that only in HTTP/1.1 (RFC 9112, 6.1). */
    private static void requirePlainFraming(Request request) {
        var codings = request.getHeaders().getValuesList(HttpHeader.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return;
        }
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1) {
            throw refuse(Problem.GATEWAY_BAD_REQUEST, "Transfer-Encoding needs HTTP/1.1.");
        }
        if (codings.size() > 1 || !codings.getFirst().strip().equalsIgnoreCase("chunked")) {
            throw refuse(Problem.GATEWAY_BAD_REQUEST, "The only Transfer-Encoding that is supported is chunked.");
        }
    }

    private static HttpException.RuntimeException refuse(Problem problem, String detail) {
        return new HttpException.RuntimeException(problem.status(), detail, Refusal.of(problem, detail));
    }

    /**
     * TRACE under a name that the servlet API does not know. It would answer TRACE itself and repeat the request's headers.
     * An unknown method is refused with 405, as TRACE must be.
     */
    private static final class Trace extends Request.Wrapper {

        Trace(Request request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "trace";
        }
    }
}
