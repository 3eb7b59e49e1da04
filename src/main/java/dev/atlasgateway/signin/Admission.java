package dev.atlasgateway.signin;

import jakarta.servlet.http.HttpServletRequest;

/** Tells what comes before the console's door whether it will open. */
public final class Admission {

    private final Sessions sessions;

    Admission(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Whether the request is of a session that has not ended. */
    public boolean isSignedIn(HttpServletRequest request) {
        var secret = Cookies.SESSION.read(request);
        return secret != null && sessions.find(secret, Sessions.Kind.CONSOLE) != null;
    }
}
