package dev.atlasgateway.store;

/** PostgreSQL cannot be used. The message is one sentence for the admin that starts the gateway, and says what to do. */
final class UnusableStoreException extends RuntimeException {

    private final String action;

    UnusableStoreException(String sentence, String action) {
        super(sentence);
        this.action = action;
    }

    /** Returns what to do. */
    String action() {
        return action;
    }
}
