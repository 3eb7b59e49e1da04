package dev.atlasgateway.admin.console.form;

import dev.atlasgateway.admin.signin.session.SessionLookup;
import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.exchange.BoundedBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads forms, bounded in bytes and in time: of whoever is not signed in no more than a sign-in takes, as the door behind
 * this reads a form before it knows whose it is.
 *
 * <p>One that is larger than the server reads is answered with its own page and the limit in a sentence.
 */
public final class FormSizeFilter extends OncePerRequestFilter {

    /** A file as large as a policy document may be, and what is typed beside it. */
    public static final long MOST_UPLOADED = PolicyDocuments.MOST_BYTES + (1L << 20);

    /** A name, a password and the token of the form. */
    static final int MOST_OF_ANYBODY = 8 * 1024;

    /** The attribute that tells the layout what to say of a form that was too large. */
    private static final String TOO_LARGE = "tooLarge";

    /** More is not even read to the end, which browsers take for a broken connection. */
    private static final long MOST_READ = 4L * PolicyDocuments.MOST_BYTES;

    private static final long MOST_READ_OF_ANYBODY = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_FOR_A_FILE = Duration.ofMinutes(2);

    private final int mostTyped;
    private final SessionLookup admission;

    /** @param mostTyped bytes of a form without files that are read */
    public FormSizeFilter(int mostTyped, SessionLookup admission) {
        this.mostTyped = mostTyped;
        this.admission = admission;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!hasBody(request)) {
            chain.doFilter(request, response);
        } else if (!request.getMethod().equals("POST")) {
            readAndForget(request, response, MOST_READ_OF_ANYBODY, PATIENCE); // no page takes any
            chain.doFilter(new ParsedFormRequest(request, ""), response);
        } else if (!isSmall(request) && !admission.isSignedIn(request)) {
            readAndForget(request, response, MOST_READ_OF_ANYBODY, PATIENCE);
            chain.doFilter(new BodylessRequest(request), response);
        } else if (request.getContentLengthLong() > most(request)) {
            answerTooLarge(request, response, chain);
        } else if (isMultipart(request)) {
            chain.doFilter(request, response);
        } else {
            readForm(request, response, chain);
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** Whoever sends it: nobody has to be looked up. */
    private static boolean isSmall(HttpServletRequest request) {
        var length = request.getContentLengthLong();
        return length >= 0 && length <= MOST_OF_ANYBODY && !isMultipart(request);
    }

    private long most(HttpServletRequest request) {
        return isMultipart(request) ? MOST_UPLOADED : mostTyped;
    }

    static boolean isMultipart(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
    }

    private void readForm(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ParsedFormRequest read;
        try {
            var form = BoundedBody.read(request.getInputStream(), mostTyped, PATIENCE);
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
        readAndForget(request, response, MOST_READ, PATIENCE_FOR_A_FILE);
        response.setStatus(HttpStatus.CONTENT_TOO_LARGE.value());
        if (request.getHeader("HX-Request") == null) {
            request.setAttribute(TOO_LARGE, sentence(request));
            chain.doFilter(new BodylessRequest(request), response);
        }
    }

    private String sentence(HttpServletRequest request) {
        return isMultipart(request)
                ? "This form takes a file of %d MiB. Go back to find what was typed."
                        .formatted(PolicyDocuments.MOST_BYTES >> 20)
                : "This form takes %d kB of text. Go back to find what was typed.".formatted(mostTyped / 1000);
    }

    private static void readAndForget(
            HttpServletRequest request, HttpServletResponse response, long most, Duration patience) throws IOException {
        if (!BoundedBody.skip(request.getInputStream(), most, patience)) {
            response.setHeader(HttpHeaders.CONNECTION, "close"); // what is left of it would be read as a request
        }
    }
}
