package dev.atlasgateway.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Takes a body off the wire, bounded in bytes and in time, whatever length it announces. */
public final class BoundedBody {

    private BoundedBody() {}

    /** It has more bytes than it may have; the rest is not read. */
    public static final class TooLong extends IOException {}

    /** It did not arrive in time; what came of it is forgotten. */
    public static final class TooSlow extends IOException {}

    /**
     * Reads to the end.
     *
     * @param patience until the last byte is there; how long it may be silent within is the server's to bound
     * @throws TooLong if there are more bytes
     * @throws TooSlow if it takes longer, or was silent for too long
     */
    public static byte[] read(InputStream body, int most, Duration patience) throws IOException {
        var start = System.nanoTime();
        var out = new ByteArrayOutputStream(1024);
        var buffer = new byte[8192];
        for (int n; (n = next(body, buffer)) >= 0; ) {
            out.write(buffer, 0, n);
            if (out.size() > most) {
                throw new TooLong();
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new TooSlow();
            }
        }
        return out.toByteArray();
    }

    /**
     * Reads and forgets, so that whoever sends it gets as far as reading the answer.
     *
     * @return whether that was all of it, so that another request can follow on the connection
     */
    public static boolean skip(InputStream body, long most, Duration patience) throws IOException {
        var start = System.nanoTime();
        var buffer = new byte[1 << 16];
        try {
            for (var left = most; left > 0 && System.nanoTime() - start <= patience.toNanos(); ) {
                var n = next(body, buffer);
                if (n < 0) {
                    return true;
                }
                left -= n;
            }
            return false;
        } catch (TooSlow e) {
            return false;
        }
    }

    private static int next(InputStream body, byte[] buffer) throws IOException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new TooSlow();
            }
            throw e;
        }
    }
}
