package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.admin.signin.session.SessionRepository;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.exchange.BoundedBody;
import dev.atlasgateway.exchange.ParsedFormRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the methods of the console, and the size and the reading time of its forms. A user who is not signed in may send only what a sign-in needs, because
 * Spring Security reads a form before it checks the session.
 *
 * <p>If a form is too large, the filter shows its page again with a sentence that names the limit.
 */
public final class FormSizeFilter extends OncePerRequestFilter {

    /** The largest policy document, plus the typed fields beside it. */
    public static final long MAX_UPLOAD = PolicyDocuments.MAX_BYTES + (1L << 20);

    /** Enough for a name, a password and the token of the form. */
    static final int MAX_SIGNED_OUT = 8 * 1024;

    /** Request attribute with the message that the layout shows for a form that is too large. */
    private static final String TOO_LARGE = "tooLarge";

    /** A larger body is not read to its end; browsers then report a broken connection. */
    private static final long MAX_SKIPPED = 4L * PolicyDocuments.MAX_BYTES;

    private static final long MAX_SKIPPED_SIGNED_OUT = 256 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FILE_TIMEOUT = Duration.ofMinutes(2);

    /** The methods of all pages. Others would fail as a form without its token. */
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST");

    private final int maxFormBytes;
    private final SessionRepository sessions;

    /** @param maxFormBytes the largest form without files */
    public FormSizeFilter(int maxFormBytes, SessionRepository sessions) {
        this.maxFormBytes = maxFormBytes;
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", METHODS));
            response.sendError(HttpStatus.METHOD_NOT_ALLOWED.value());
        } else if (!hasBody(request)) {
            chain.doFilter(request, response);
        } else if (!request.getMethod().equals("POST")) {
            skip(request, response, MAX_SKIPPED_SIGNED_OUT, TIMEOUT); // no page accepts this
            chain.doFilter(new ParsedFormRequest(request, ""), response);
        } else if (!isSmall(request) && sessions.find(request) == null) {
            skip(request, response, MAX_SKIPPED_SIGNED_OUT, TIMEOUT);
            chain.doFilter(new BodylessRequest(request), response);
        } else if (request.getContentLengthLong() > limit(request)) {
            answerTooLarge(request, response, chain);
        } else if (isMultipart(request)) {
            chain.doFilter(new ParsedFormRequest(request, ""), response); // only a page that expects files reads them
        } else {
            readForm(request, response, chain);
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** Returns whether the form is allowed without looking up the session. */
    private static boolean isSmall(HttpServletRequest request) {
        var length = request.getContentLengthLong();
        return length >= 0 && length <= MAX_SIGNED_OUT && !isMultipart(request);
    }

    private long limit(HttpServletRequest request) {
        return isMultipart(request) ? MAX_UPLOAD : maxFormBytes;
    }

    static boolean isMultipart(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
    }

    private void readForm(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ParsedFormRequest read;
        try {
            var form = BoundedBody.read(request.getInputStream(), maxFormBytes, TIMEOUT);
            read = new ParsedFormRequest(request, isForm(request) ? new String(form, StandardCharsets.UTF_8) : "");
        } catch (BoundedBody.TooLargeException e) {
            answerTooLarge(request, response, chain);
            return;
        } catch (BoundedBody.TooSlowException e) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            response.sendError(HttpStatus.REQUEST_TIMEOUT.value());
            return;
        }
        chain.doFilter(read, response);
    }

    private static boolean isForm(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private void answerTooLarge(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        skip(request, response, MAX_SKIPPED, FILE_TIMEOUT);
        response.setStatus(HttpStatus.CONTENT_TOO_LARGE.value());
        if (request.getHeader("HX-Request") == null) {
            request.setAttribute(TOO_LARGE, sentence(request));
            chain.doFilter(new BodylessRequest(request), response);
        }
    }

    private String sentence(HttpServletRequest request) {
        return isMultipart(request)
                ? "The limit for a file is %d MiB. Go back in the browser to find your input."
                        .formatted(PolicyDocuments.MAX_BYTES >> 20)
                : "The limit for this form is %d kB of text. Go back in the browser to find your input."
                        .formatted(maxFormBytes / 1000);
    }

    private static void skip(HttpServletRequest request, HttpServletResponse response, long max, Duration timeout)
            throws IOException {
        if (!BoundedBody.skip(request.getInputStream(), max, timeout)) {
            response.setHeader(
                    HttpHeaders.CONNECTION, "close"); // otherwise the server reads the rest as the next request
        }
    }
}
