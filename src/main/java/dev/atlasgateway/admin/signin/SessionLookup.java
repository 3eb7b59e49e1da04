package dev.atlasgateway.admin.signin;

import jakarta.servlet.http.HttpServletRequest;

/** Tells what comes before the console's door whether it will open. */
public final class SessionLookup {

    private final Sessions sessions;

    SessionLookup(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Whether the request is of a session that has not ended. */
    public boolean isSignedIn(HttpServletRequest request) {
        var secret = Cookies.SESSION.read(request);
        return secret != null && sessions.find(secret, Sessions.Kind.CONSOLE) != null;
    }
}
