package dev.atlasgateway.admin.signin.session;

import jakarta.servlet.http.HttpServletRequest;

/** Finds out whether a request has a session, for filters that run before Spring Security. */
public final class SessionLookup {

    private final SessionRepository sessions;

    SessionLookup(SessionRepository sessions) {
        this.sessions = sessions;
    }

    /** Returns true if the request belongs to a console session that has not ended. */
    public boolean isSignedIn(HttpServletRequest request) {
        var secret = ConsoleCookie.SESSION.read(request);
        return secret != null && sessions.find(secret, SessionType.CONSOLE) != null;
    }
}
