package dev.atlasgateway.simulator.reply;

import dev.atlasgateway.simulator.wire.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply of the simulated Atlas, before it is written as JSON.
 *
 * @param entity any value Jackson can write; a byte array is sent as it is, whatever {@code pretty} and {@code envelope}
 *     ask; null for an empty body
 * @param change which change to its instance the request was, counted from 1; 0 if it changed nothing
 */
public record Reply(
        int status, String contentType, @Nullable Object entity, List<Header> headers, long change) {

    /** Returns a reply to a request that changed nothing. A null entity leaves the body empty. */
    public Reply(int status, String contentType, @Nullable Object entity) {
        this(status, contentType, entity, List.of(), 0);
    }

    /** Returns a 200 to a request that changed nothing. */
    public static Reply ok(String contentType, Object entity) {
        return new Reply(200, contentType, entity);
    }

    public Reply with(String name, String value) {
        return with(List.of(new Header(name, value)));
    }

    public Reply with(List<Header> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(headers);
        all.addAll(more);
        return new Reply(status, contentType, entity, all, change);
    }

    /** Returns the same reply, for a request that changed an instance. */
    public Reply afterChange(long change) {
        return new Reply(status, contentType, entity, headers, change);
    }
}
