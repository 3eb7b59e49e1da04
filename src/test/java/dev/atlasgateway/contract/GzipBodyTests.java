package dev.atlasgateway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atlasgateway.exchange.ApiRequest;
import dev.atlasgateway.problem.Problem;
import dev.atlasgateway.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;

/** Limits on gzip bodies. */
class GzipBodyTests {

    private static final int LIMIT = 100_000;
    private static final byte[] BODY = "{\"tags\":[]}".getBytes(UTF_8);
    private static final byte[] HEADER = bytes(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
    private static final byte[] EMPTY_STORED_BLOCK = bytes(0, 0, 0, 0xff, 0xff);

    private final BodyReader reader = new BodyReader(LIMIT, Duration.ofMillis(200));

    @Test
    void decompressesAMember() throws IOException {
        assertThat(read(gzip(BODY))).isEqualTo(BODY);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("an extra field", flagged(4, bytes(3, 0, 'a', 'b', 'c'))),
                Arguments.of("a file's name", flagged(8, bytes('a', '.', 'j', 's', 0))),
                Arguments.of("a comment", flagged(16, bytes('h', 'i', 0))),
                Arguments.of("everything", flagged(31, bytes(1, 0, 'x', 'a', 0, 'b', 0, 0, 0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void acceptsEveryHeader(String with, byte[] header) throws IOException {
        assertThat(read(join(header, withoutHeader(gzip(BODY))))).isEqualTo(BODY);
    }

    @Test
    void acceptsExactlyTheLimit() throws IOException {
        assertThat(read(gzip(new byte[LIMIT]))).hasSize(LIMIT);
        assertThat(refusal(gzip(new byte[LIMIT + 1]))).isEqualTo(Problem.GATEWAY_BODY_TOO_LARGE);
    }

    @Test
    void refusesADecompressionBomb() throws IOException {
        assertThat(refusal(gzip(new byte[10_000_000]))).isEqualTo(Problem.GATEWAY_BODY_TOO_LARGE);
    }

    @Test
    void refusesATooLongCompressedBody() throws IOException {
        var noise = new byte[LIMIT];
        ThreadLocalRandom.current().nextBytes(noise);
        assertThat(refusal(gzip(noise))).isEqualTo(Problem.GATEWAY_BODY_TOO_LARGE);
    }

    static Stream<Arguments> endless() {
        return Stream.of(
                Arguments.of("a file's name", flagged(8), bytes('a')),
                Arguments.of("a comment", flagged(16), bytes('a')),
                Arguments.of("empty blocks", HEADER, EMPTY_STORED_BLOCK),
                Arguments.of("empty members", new byte[0], emptyMember()));
    }

    @ParameterizedTest(name = "{0} without end")
    @MethodSource("endless")
    void countsBytesThatDecompressToNothing(String trick, byte[] start, byte[] repeated) {
        assertThat(refusal(endless(start, repeated, Duration.ZERO))).isEqualTo(Problem.GATEWAY_BODY_TOO_LARGE);
    }

    @ParameterizedTest(name = "{0} without end")
    @MethodSource("endless")
    void refusesSlowBytesThatDecompressToNothing(String trick, byte[] start, byte[] repeated) {
        assertThat(refusal(endless(start, repeated, Duration.ofMillis(20)))).isEqualTo(Problem.GATEWAY_REQUEST_TIMEOUT);
    }

    static Stream<Arguments> broken() throws IOException {
        var whole = gzip(BODY);
        var sum = whole.clone();
        sum[whole.length - 8] ^= 1;
        var length = whole.clone();
        length[whole.length - 4] ^= 1;
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("no gzip", BODY),
                Arguments.of("half a header", Arrays.copyOf(HEADER, 5)),
                Arguments.of("a name that does not end", flagged(8, bytes('a'))),
                Arguments.of("an extra field longer than the body", flagged(4, bytes(0xff, 0xff))),
                Arguments.of("a reserved flag", join(flagged(32), withoutHeader(whole))),
                Arguments.of("a header alone", HEADER),
                Arguments.of("half the data", Arrays.copyOf(whole, 16)),
                Arguments.of("half a trailer", Arrays.copyOf(whole, whole.length - 3)),
                Arguments.of("another checksum", sum),
                Arguments.of("another length", length),
                Arguments.of("a block of no type", join(HEADER, bytes(7, 7, 7, 7, 7, 7, 7, 7, 7, 7))),
                Arguments.of("a byte after the end", join(whole, bytes(0))),
                Arguments.of("a second member", join(whole, whole)),
                Arguments.of("an empty second member", join(whole, emptyMember())),
                Arguments.of("an empty first member", join(emptyMember(), whole)),
                Arguments.of("four thousand empty members", join(repeated(emptyMember(), 4_000), whole)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void refusesAnythingButOneCompleteMember(String trick, byte[] body) {
        assertThat(refusal(body)).isEqualTo(Problem.GATEWAY_BAD_REQUEST);
    }

    private byte[] read(byte[] body) {
        return reader.read(request(new ByteArrayInputStream(body)), Api.V1_SERVERLESS);
    }

    private Problem refusal(byte[] body) {
        return refusal(new ByteArrayInputStream(body));
    }

    private Problem refusal(InputStream body) {
        return catchThrowableOfType(Refusal.class, () -> reader.read(request(body), Api.V1_SERVERLESS))
                .problem();
    }

    private static ApiRequest request(InputStream body) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
        headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
        return new ApiRequest("r", Instant.EPOCH, "PATCH", Requests.PATH, null, headers, "127.0.0.1", () -> body);
    }

    /** Returns an endless stream that pauses before each piece. */
    private static InputStream endless(byte[] start, byte[] repeated, Duration pause) {
        return new SequenceInputStream(new ByteArrayInputStream(start), new InputStream() {
            private int next;

            @Override
            public int read() {
                throw new UnsupportedOperationException("the reader reads arrays only");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                LockSupport.parkNanos(pause.toNanos());
                var count = Math.min(length, repeated.length - next);
                System.arraycopy(repeated, next, buffer, offset, count);
                next = (next + count) % repeated.length;
                return count;
            }
        });
    }

    /** Returns the header of a member with these flags and their fields. */
    private static byte[] flagged(int flags, byte... announced) {
        var header = HEADER.clone();
        header[3] = (byte) flags;
        return join(header, announced);
    }

    private static byte[] emptyMember() {
        return join(HEADER, bytes(3, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static byte[] withoutHeader(byte[] gzip) {
        return Arrays.copyOfRange(gzip, HEADER.length, gzip.length);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] repeated(byte[] piece, int times) {
        var out = new ByteArrayOutputStream(piece.length * times);
        for (int i = 0; i < times; i++) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
