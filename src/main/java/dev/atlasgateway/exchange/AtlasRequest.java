package dev.atlasgateway.exchange;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call in Atlas's words, complete but for the credential.
 *
 * @param account the name of the Atlas service account that must sign it
 * @param resource what it reads or changes, as {@code groupId/instance}: newer changes to the same resource win
 * @param path path and query below Atlas's base URL, already encoded
 * @param headers every header that travels, besides {@code Authorization}
 * @param body null for a call without one; not to be changed any more
 */
public record AtlasRequest(
        String account,
        String resource,
        String method,
        String path,
        Map<String, String> headers,
        @Nullable ObjectNode body) {

    /** The same with one header more, or another value of one that it has. */
    public AtlasRequest with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new AtlasRequest(account, resource, method, path, all, body);
    }

    /** Whether Atlas's state may differ afterwards. */
    public boolean changes() {
        return !method.equals("GET");
    }

    /** Not the headers, as one may be a credential, and not the body. */
    @Override
    public String toString() {
        return "AtlasRequest[" + method + " " + path + " as " + account + "]";
    }
}
