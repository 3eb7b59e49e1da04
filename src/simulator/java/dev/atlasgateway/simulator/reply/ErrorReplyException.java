package dev.atlasgateway.simulator.reply;

/** Ends the handling of a request with this reply. */
public final class ErrorReplyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    public ErrorReplyException(Reply reply) {
        super("Refused with " + reply.status(), null, false, false);
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
