package dev.atlasgateway.simulator.fault;

import dev.atlasgateway.simulator.wire.WireRequest;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An order to fail: what goes wrong, for which requests, and how often.
 *
 * <p>Unless {@link #on} says otherwise, a fault waits for any call under {@code /api/atlas}, and a refused token for the
 * token endpoint. Faults are tried in the order given. The first that matches decides, but after a delay the next ones
 * are tried too.
 *
 * @param method the method that it waits for, null for any
 * @param path a regular expression found anywhere in the path that it waits for
 * @param times how often it occurs before it is used up
 * @param probability of occurring when the request matches, above 0 and at most 1
 */
public record Fault(@Nullable String method, Pattern path, int times, double probability, Effect effect) {

    /** For {@link #times}: never used up. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private static final Pattern API = Pattern.compile("^/api/atlas/");
    private static final Pattern TOKEN = Pattern.compile("^/api/oauth/token$");

    public Fault {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be above 0 and at most 1");
        }
    }

    /** Hits the next call to the API, once. */
    public static Fault of(Effect effect) {
        return new Fault(null, effect instanceof Effect.TokenRefusal ? TOKEN : API, 1, 1, effect);
    }

    /** A pause before the request is handled. */
    public static Fault delay(Duration pause) {
        return of(new Effect.Delay(pause));
    }

    /** The request arrives, nothing is changed, the connection is reset. */
    public static Fault resetBeforeApplying() {
        return of(new Effect.Reset(false));
    }

    /** The change is made, then the connection is reset: the client cannot know the outcome. */
    public static Fault resetAfterApplying() {
        return of(new Effect.Reset(true));
    }

    /** An Atlas-shaped error, nothing changed. */
    public static Fault status(int status) {
        return of(new Effect.Status(status, null, null, Effect.Body.JSON, false));
    }

    /** An Atlas-shaped error with {@code Retry-After} in seconds, nothing changed. */
    public static Fault status(int status, long retryAfterSeconds) {
        return of(new Effect.Status(status, Long.toString(retryAfterSeconds), null, Effect.Body.JSON, false));
    }

    /** A 200 with a meaningless body, nothing changed. */
    public static Fault garbage(Effect.Nonsense nonsense) {
        return of(new Effect.Garbage(nonsense, false));
    }

    /** The change is made, the reply breaks off. */
    public static Fault truncated() {
        return of(new Effect.Truncation(true));
    }

    /** The change is made, the reply breaks off within its headers. */
    public static Fault truncatedHead() {
        return of(new Effect.Truncation(true, Effect.Part.HEAD));
    }

    /** An error with this body, nothing changed. */
    public static Fault status(int status, Effect.Body body) {
        return of(new Effect.Status(status, null, null, body, false));
    }

    /** The true reply, with a pause before each byte of its body. */
    public static Fault slowBody(Duration perByte) {
        return of(new Effect.SlowBody(perByte));
    }

    /** The change is made and answered. Then the connection is closed without notice. */
    public static Fault hangUp() {
        return of(new Effect.HangUp());
    }

    /** The token endpoint answers 401, 403, 429 or 500 in its own format. */
    public static Fault tokenRefusal(int status) {
        return of(new Effect.TokenRefusal(status));
    }

    /** Waits for this method and any path that contains the regular expression. */
    public Fault on(String method, String path) {
        return new Fault(method, Pattern.compile(path), times, probability, effect);
    }

    /** Waits for this method, on the paths it would have waited for anyway. */
    public Fault on(String method) {
        return new Fault(method, path, times, probability, effect);
    }

    public Fault times(int times) {
        return new Fault(method, path, times, probability, effect);
    }

    public Fault always() {
        return times(ALWAYS);
    }

    public Fault withProbability(double probability) {
        return new Fault(method, path, times, probability, effect);
    }

    boolean fits(WireRequest request) {
        return (method == null || method.equals(request.method()))
                && path.matcher(request.path()).find();
    }
}
