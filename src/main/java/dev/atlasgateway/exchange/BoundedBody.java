package dev.atlasgateway.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** Reads request bodies, limited in bytes and in time. Ignores the length that a body announces. */
public final class BoundedBody {

    /** Larger than most changes. */
    private static final int FIRST_BUFFER = 1_024;

    private BoundedBody() {}

    /** The body has more bytes than allowed. The rest is not read. */
    public static final class TooLargeException extends IOException {}

    /** The body did not arrive in time. The bytes that did arrive are dropped. */
    public static final class TooSlowException extends IOException {}

    /**
     * Reads a body to its end.
     *
     * @param timeout time until the last byte must have arrived; the server limits pauses within it
     * @throws TooLargeException if there are more bytes
     * @throws TooSlowException if it takes longer, or pauses for too long
     */
    public static byte[] read(InputStream body, int maxBytes, Duration timeout) throws IOException {
        var start = System.nanoTime();
        var buffer = new byte[FIRST_BUFFER];
        var size = 0;
        for (int n; (n = next(body, buffer, size)) >= 0; ) {
            size += n;
            if (size > maxBytes) {
                throw new TooLargeException();
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw new TooSlowException();
            }
            if (size == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * size);
            }
        }
        return Arrays.copyOf(buffer, size);
    }

    /**
     * Reads and drops a body, so that the client comes to read the response.
     *
     * @return whether the body has ended, so that the connection can carry another request
     */
    public static boolean skip(InputStream body, long maxBytes, Duration timeout) throws IOException {
        var start = System.nanoTime();
        var buffer = new byte[1 << 16];
        try {
            for (var left = maxBytes; left > 0 && System.nanoTime() - start <= timeout.toNanos(); ) {
                var n = next(body, buffer, 0);
                if (n < 0) {
                    return true;
                }
                left -= n;
            }
            return false;
        } catch (TooSlowException e) {
            return false;
        }
    }

    private static int next(InputStream body, byte[] buffer, int at) throws IOException {
        try {
            return body.read(buffer, at, buffer.length - at);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new TooSlowException();
            }
            throw e;
        }
    }
}
