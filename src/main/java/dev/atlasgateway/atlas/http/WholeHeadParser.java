package dev.atlasgateway.atlas.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Parses the head of a response only if it arrives whole.
 *
 * <p>The parser of Apache HttpClient takes the end of the connection for the end of the head. A response that is cut
 * within its headers would look like one with fewer headers and an empty body.
 */
record WholeHeadParser(HttpMessageParser<ClassicHttpResponse> parser)
        implements HttpMessageParser<ClassicHttpResponse> {

    static HttpMessageParser<ClassicHttpResponse> create(Http1Config config) {
        return new WholeHeadParser(DefaultHttpResponseParserFactory.INSTANCE.create(config));
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
        return parser.parse(buffer, new WithoutEnd(in));
    }

    private static final class WithoutEnd extends FilterInputStream {

        WithoutEnd(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var count = super.read(bytes, offset, length);
            if (count < 0) {
                throw new ConnectionClosedException("The connection ended before the head of the response");
            }
            return count;
        }
    }
}
