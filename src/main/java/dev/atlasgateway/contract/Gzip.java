package dev.atlasgateway.contract;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip (RFC 1952) that consists of exactly one member.
 *
 * <p>{@link java.util.zip.GZIPInputStream} also reads further members, any number of them, and ignores bytes after the last
 * one. Another reader could find content there that the gateway did not check.
 */
final class Gzip {

    private static final short MAGIC = (short) 0x8b1f;
    private static final byte DEFLATE = 8;
    private static final int TIME_AND_SYSTEM_BYTES = 6;
    private static final int HEADER_CHECKSUM = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;

    private Gzip() {}

    /**
     * Returns the content. Content beyond the limit is cut off after one byte.
     *
     * @throws DataFormatException if the input is not exactly one complete member
     */
    static byte[] decompress(byte[] compressed, int limit) throws DataFormatException {
        var inflater = new Inflater(true);
        try {
            var in = ByteBuffer.wrap(compressed).order(ByteOrder.LITTLE_ENDIAN);
            skipHeader(in);
            inflater.setInput(in);
            var body = inflate(inflater, limit);
            if (body.length <= limit) {
                checkTrailer(in, body);
            }
            return body;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new DataFormatException("the header or the trailer is cut off");
        } finally {
            inflater.end();
        }
    }

    private static void skipHeader(ByteBuffer in) throws DataFormatException {
        if (in.getShort() != MAGIC || in.get() != DEFLATE) {
            throw new DataFormatException("the input is not gzip");
        }
        var flags = in.get();
        if ((flags & RESERVED) != 0) {
            throw new DataFormatException("a reserved flag is set");
        }
        skip(in, TIME_AND_SYSTEM_BYTES);
        if ((flags & EXTRA) != 0) {
            skip(in, in.getShort() & 0xffff);
        }
        if ((flags & NAME) != 0) {
            skipText(in);
        }
        if ((flags & COMMENT) != 0) {
            skipText(in);
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(in, Short.BYTES);
        }
    }

    private static void skip(ByteBuffer in, int bytes) {
        in.position(in.position() + bytes);
    }

    private static void skipText(ByteBuffer in) {
        while (in.get() != 0) {
            // ends at a zero byte
        }
    }

    private static byte[] inflate(Inflater inflater, int limit) throws DataFormatException {
        var out = new ByteArrayOutputStream(1024);
        var buffer = new byte[8192];
        while (!inflater.finished() && out.size() <= limit) {
            var n = inflater.inflate(buffer, 0, Math.min(buffer.length, limit + 1 - out.size()));
            if (n == 0 && !inflater.finished()) {
                throw new DataFormatException("the content is cut off, or needs a dictionary");
            }
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }

    private static void checkTrailer(ByteBuffer in, byte[] body) throws DataFormatException {
        var sum = new CRC32();
        sum.update(body);
        if (in.getInt() != (int) sum.getValue() || in.getInt() != body.length || in.hasRemaining()) {
            throw new DataFormatException("the checksum or length is wrong, or bytes follow the end");
        }
    }
}
