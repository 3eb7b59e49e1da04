package dev.atlasgateway.simulator.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The buffered bytes of one connection, read up to a blank line or by number, as HTTP needs. */
final class ConnectionInput {

    private static final int LONGEST_HEAD = 65_536;

    private final InputStream in;
    private byte[] buffer = new byte[8_192];
    private int start;
    private int end;

    ConnectionInput(InputStream in) {
        this.in = in;
    }

    /**
     * Returns the bytes before the next blank line and skips that line; null if the connection ended before its first
     * byte.
     */
    @Nullable
    String head() throws IOException {
        int searched = start;
        while (true) {
            for (int i = searched; i + 3 < end; i++) {
                if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                    var head = RequestReader.text(buffer, start, i);
                    start = i + 4;
                    return head;
                }
            }
            var beyond = Math.max(start, end - 3) - start;
            if (end - start >= LONGEST_HEAD) {
                throw new MalformedRequest(431, "Request Header Fields Too Large", "The head exceeds 64 KiB");
            }
            if (!fill()) {
                if (end == start) {
                    return null;
                }
                throw new EOFException("The connection ended within a request head");
            }
            searched = start + beyond;
        }
    }

    /** Returns a line of a chunked body, without its end. */
    String line() throws IOException {
        int length = 0;
        while (true) {
            for (; start + length + 1 < end; length++) {
                if (buffer[start + length] == '\r' && buffer[start + length + 1] == '\n') {
                    var line = RequestReader.text(buffer, start, start + length);
                    start += length + 2;
                    return line;
                }
            }
            if (length > LONGEST_HEAD || !fill()) {
                throw new EOFException("The connection ended within a chunked body");
            }
        }
    }

    /** Returns exactly this number of bytes. */
    byte[] bytes(int count) throws IOException {
        var bytes = new byte[count];
        int buffered = Math.min(count, end - start);
        System.arraycopy(buffer, start, bytes, 0, buffered);
        start += buffered;
        if (in.readNBytes(bytes, buffered, count - buffered) < count - buffered) {
            throw new EOFException("The connection ended within a request body");
        }
        return bytes;
    }

    boolean isEmpty() {
        return start == end;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        var read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }
}
