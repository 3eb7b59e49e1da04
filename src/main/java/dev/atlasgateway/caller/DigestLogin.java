package dev.atlasgateway.caller;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** Login by HTTP Digest with an API key, in two halves: a challenge, and the same call with the answer. */
public interface DigestLogin {

    /** Returns whether API keys can log in. If not, no call is challenged. */
    boolean isOn();

    /**
     * Returns a challenge with a new nonce, the value of {@code WWW-Authenticate}.
     *
     * @param stale whether only the nonce of the call was wrong
     */
    String challenge(boolean stale);

    /** Returns what {@link #authenticate} needs of a call; null if the call logs in in another way. */
    @Nullable
    Authentication convert(HttpServletRequest request);

    /**
     * Returns the caller.
     *
     * @throws DigestException if the call has no credentials yet, or wrong ones
     */
    Authentication authenticate(Authentication request);
}
