package dev.atlasgateway.admin.signin.session;

/** What a session opens. The secret of one type does not open the other. */
public enum SessionType {
    CONSOLE(""),
    API("agw_");

    private final String prefix;

    SessionType(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    /** Returns true if a secret has this type's form. It may still be unknown. */
    public boolean hasForm(String secret) {
        return secret.startsWith(API.prefix) == (this == API);
    }
}
