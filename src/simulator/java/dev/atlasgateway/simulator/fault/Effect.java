package dev.atlasgateway.simulator.fault;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What goes wrong. Each effect says whether the request is carried out all the same: an answer lost is not a change lost. */
public sealed interface Effect {

    /** Returns whether the request is carried out, whatever the client sees. */
    boolean applies();

    /** A pause. Afterwards the request succeeds, unless another fault is pending for it. */
    record Delay(Duration pause) implements Effect {

        public Delay {
            require(!pause.isNegative(), "a delay cannot be negative");
        }

        @Override
        public boolean applies() {
            return true;
        }
    }

    /** A TCP reset instead of a reply. */
    record Reset(boolean applies) implements Effect {}

    /**
     * An error, or any status.
     *
     * @param retryAfter the {@code Retry-After} header as it is to be sent, seconds or a date
     * @param errorCode Atlas's error code; if null, the usual one of the status
     */
    record Status(
            int status,
            @Nullable String retryAfter,
            @Nullable String errorCode,
            Body body,
            boolean applies) implements Effect {

        public Status {
            require(status >= 200 && status <= 599, "status must be between 200 and 599");
        }

        public Status withRetryAfter(String retryAfter) {
            return new Status(status, retryAfter, errorCode, body, applies);
        }

        public Status withErrorCode(String errorCode) {
            return new Status(status, retryAfter, errorCode, body, applies);
        }

        public Status withBody(Body body) {
            return new Status(status, retryAfter, errorCode, body, applies);
        }

        public Status afterApplying() {
            return new Status(status, retryAfter, errorCode, body, true);
        }
    }

    /** What the body of an error is. */
    enum Body {
        /** Atlas words the error. */
        JSON,
        /** A proxy in front of Atlas words it. */
        HTML,
        /** No byte. */
        EMPTY,
        /** Half of Atlas's words, then the end of the connection. */
        CUT,
        /** Atlas's words, announced as gzip, which they are not. */
        NOT_GZIP,
        /** No byte, announced as gzip. */
        EMPTY_GZIP
    }

    /** A 200 with a meaningless body. */
    record Garbage(Nonsense nonsense, boolean applies) implements Effect {}

    /** The kinds of meaningless bodies. */
    enum Nonsense {
        /** A web page, sent as {@code text/html}. */
        HTML,
        /** Text that is not JSON, sent as JSON. */
        TEXT,
        /** JSON of another shape. */
        JSON,
        /** Bytes that are not even HTTP. */
        BYTES
    }

    /** Half of the head, or the head and half of the announced body, then the end of the connection. */
    record Truncation(boolean applies, Part within) implements Effect {

        public Truncation(boolean applies) {
            this(applies, Part.BODY);
        }
    }

    /** The parts of a response. */
    enum Part {
        HEAD,
        BODY
    }

    /** The true reply, its body one byte at a time. */
    record SlowBody(Duration perByte) implements Effect {

        public SlowBody {
            require(!perByte.isNegative(), "slowBody cannot be negative");
        }

        @Override
        public boolean applies() {
            return true;
        }
    }

    /** The true reply, then the connection is closed without notice. */
    record HangUp() implements Effect {

        @Override
        public boolean applies() {
            return true;
        }
    }

    /** No token: invalid client (401), too many live tokens (403), too many requests (429) or a failure (500). */
    record TokenRefusal(int status) implements Effect {

        private static final Set<Integer> KNOWN = Set.of(401, 403, 429, 500);

        public TokenRefusal {
            require(KNOWN.contains(status), "tokenRefusal must be 401, 403, 429 or 500");
        }

        @Override
        public boolean applies() {
            return false;
        }
    }

    private static void require(boolean rule, String otherwise) {
        if (!rule) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
