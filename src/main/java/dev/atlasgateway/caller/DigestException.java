package dev.atlasgateway.caller;

import dev.atlasgateway.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

/** A call that is challenged or refused by HTTP Digest. It has no stack trace, because half of all such calls end with it. */
public final class DigestException extends AuthenticationException {

    /** What the answer is. */
    public enum Kind {
        /** The first half of a login, without credentials. It is no refusal, and is not recorded. */
        FIRST_HALF,
        /** A right answer to a nonce that is no longer valid. It is no refusal, and is not recorded. */
        STALE,
        /** A right answer that was used before. It is refused, and the client may answer a new nonce. */
        REPLAYED,
        /** Wrong credentials, or credentials that cannot be read. */
        REFUSED,
        /** Too many failures. {@link #limit} is the answer. */
        LIMITED
    }

    private final Kind kind;
    private final @Nullable String detail;
    private final @Nullable Refusal limit;

    private DigestException(Kind kind, String note, @Nullable String detail, @Nullable Refusal limit) {
        super(note);
        this.kind = kind;
        this.detail = detail;
        this.limit = limit;
    }

    public static DigestException of(Kind kind, String note) {
        return new DigestException(kind, note, null, null);
    }

    /**
     * A header that cannot be right, whatever the private key is.
     *
     * @param sentence what is wrong, for the caller and the audit
     */
    public static DigestException malformed(String sentence) {
        return new DigestException(Kind.REFUSED, sentence, sentence, null);
    }

    public static DigestException limited(Refusal limit) {
        return new DigestException(Kind.LIMITED, limit.detail(), null, limit);
    }

    public Kind kind() {
        return kind;
    }

    /** Returns what the caller may read of the reason; null if that would help to guess keys. */
    public @Nullable String detail() {
        return detail;
    }

    /** Returns the answer if a limit is reached, else null. */
    public @Nullable Refusal limit() {
        return limit;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
    public Throwable fillInStackTrace() {
        return this;
    }
}
