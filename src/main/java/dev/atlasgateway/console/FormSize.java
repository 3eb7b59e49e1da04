package dev.atlasgateway.console;

import dev.atlasgateway.document.PolicyDocuments;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers a form that is larger than the server reads with its own page and the limit in a sentence; without this, the
 * server would refuse it before anything knows whose form it is.
 */
final class FormSize extends OncePerRequestFilter {

    /** A file as large as a policy document may be, and what is typed beside it. */
    static final long MOST_UPLOADED = PolicyDocuments.MOST_BYTES + (1L << 20);

    /** The attribute that tells the layout what to say of a form that was too large. */
    private static final String TOO_LARGE = "tooLarge";

    /** More is not even read to the end, which browsers take for a broken connection. */
    private static final long MOST_READ = 4L * PolicyDocuments.MOST_BYTES;

    private final long mostTyped;

    /** @param mostTyped bytes of a form without files that the server reads */
    FormSize(long mostTyped) {
        this.mostTyped = mostTyped;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getMethod().equals("POST") || request.getContentLengthLong() <= most(request)) {
            chain.doFilter(request, response);
            return;
        }
        readAndForget(request);
        response.setStatus(HttpStatus.CONTENT_TOO_LARGE.value());
        if (request.getHeader("HX-Request") == null) {
            request.setAttribute(TOO_LARGE, sentence(request));
            chain.doFilter(new WithoutBody(request), response);
        }
    }

    private long most(HttpServletRequest request) {
        return isMultipart(request) ? MOST_UPLOADED : mostTyped;
    }

    static boolean isMultipart(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
    }

    private String sentence(HttpServletRequest request) {
        return isMultipart(request)
                ? "This form takes a file of %d MiB. Go back to find what was typed."
                        .formatted(PolicyDocuments.MOST_BYTES >> 20)
                : "This form takes %d kB of text. Go back to find what was typed.".formatted(mostTyped / 1000);
    }

    private static void readAndForget(HttpServletRequest request) throws IOException {
        var body = request.getInputStream();
        var buffer = new byte[1 << 16];
        var left = MOST_READ;
        while (left > 0) {
            var read = body.read(buffer);
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }
}
