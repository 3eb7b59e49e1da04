package dev.atlasgateway.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Reads request bodies, limited in bytes and in time. Ignores the length that a body announces. */
public final class BoundedBody {

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
        var out = new ByteArrayOutputStream(1024);
        var buffer = new byte[8192];
        for (int n; (n = next(body, buffer)) >= 0; ) {
            out.write(buffer, 0, n);
            if (out.size() > maxBytes) {
                throw new TooLargeException();
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw new TooSlowException();
            }
        }
        return out.toByteArray();
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
                var n = next(body, buffer);
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

    private static int next(InputStream body, byte[] buffer) throws IOException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new TooSlowException();
            }
            throw e;
        }
    }
}
