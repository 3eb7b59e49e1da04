package dev.atlasgateway.admin.api.request;

import dev.atlasgateway.document.PolicyDocuments;
import dev.atlasgateway.exchange.RequestPath;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits every body of the API in bytes and in time, before it is parsed. The body is read when a controller asks for
 * it, so that a body over the limits is answered like any other rejected request.
 */
public final class BodyBounds extends OncePerRequestFilter {

    /** The most bytes of a sign-in: a name and a password, from clients that are not signed in. */
    public static final int MAX_BYTES_UNAUTHENTICATED = 4 * 1024;

    public static final int MAX_BYTES = 256 * 1024;

    /**
     * The most bytes of a draft. It may contain a policy document as a JSON text, where each quote and line break takes
     * two bytes.
     */
    public static final int MAX_BYTES_OF_DRAFT = 2 * PolicyDocuments.MAX_BYTES + MAX_BYTES;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT_OF_DRAFT = Duration.ofMinutes(1);

    /** Paths with limits of their own. */
    private static final Set<String> DOCUMENTS = Set.of("/admin/api/v1/policy:plan", "/admin/api/v1/policy:apply");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return DOCUMENTS.contains(RequestPath.of(request));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                switch (RequestPath.of(request)) {
                    case "/admin/api/v1/sign-in" -> new Bounded(request, MAX_BYTES_UNAUTHENTICATED, TIMEOUT);
                    case "/admin/api/v1/backtests" -> new Bounded(request, MAX_BYTES_OF_DRAFT, TIMEOUT_OF_DRAFT);
                    default -> new Bounded(request, MAX_BYTES, TIMEOUT);
                },
                response);
    }

    private static final class Bounded extends HttpServletRequestWrapper {

        private final int maxBytes;
        private final Duration timeout;
        private @Nullable ServletInputStream body;

        Bounded(HttpServletRequest request, int maxBytes, Duration timeout) {
            super(request);
            this.maxBytes = maxBytes;
            this.timeout = timeout;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                var bytes = WholeBody.read(
                        super.getInputStream(), maxBytes, timeout, "The body is larger than " + maxBytes + " bytes.");
                body = new Arrived(new ByteArrayInputStream(bytes));
            }
            return body;
        }
    }

    private static final class Arrived extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Arrived(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("requests are not asynchronous here");
        }
    }
}
