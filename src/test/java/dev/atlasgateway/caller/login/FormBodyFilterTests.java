package dev.atlasgateway.caller.login;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class FormBodyFilterTests {

    @Test
    void rejectsAFormThatDripsBeyondItsTime() {
        rejects(new FormBodyFilter(Duration.ZERO), () -> 'a', "within 0 s");
    }

    @Test
    void rejectsAFormThatPauses() {
        Source pausing = () -> {
            throw new IOException(new TimeoutException()); // as Jetty says it
        };
        rejects(new FormBodyFilter(), pausing, "within 10 s");
    }

    private static void rejects(FormBodyFilter filter, Source source, String sentence) {
        var request = new MockHttpServletRequest("POST", "/api/oauth/token") {
            @Override
            public ServletInputStream getInputStream() {
                return new Body(source);
            }
        };
        request.setContentType("application/x-www-form-urlencoded");
        assertThatThrownBy(() -> filter.doFilter(request, new MockHttpServletResponse(), new MockFilterChain()))
                .hasMessageContaining(sentence);
    }

    private interface Source {
        int next() throws IOException;
    }

    /** Gives one byte at each read. */
    private static final class Body extends ServletInputStream {

        private final Source source;

        Body(Source source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            return source.next();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            buffer[offset] = (byte) read();
            return 1;
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {}
    }
}
