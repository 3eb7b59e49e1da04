package dev.atlasgateway.exchange;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Call in the API of Atlas, complete except for the credential.
 *
 * @param account name of the Atlas service account that signs it
 * @param resource instance that it reads or changes, as {@code groupId/instance}; the newest change to it wins
 * @param path path and query below Atlas's base URL, already encoded
 * @param template path without values and query, with {@code {groupId}} and {@code {name}}
 * @param headers all headers except {@code Authorization}
 * @param body null for a call without a body; must not be modified
 */
public record AtlasRequest(
        String account,
        String resource,
        String method,
        String path,
        String template,
        Map<String, String> headers,
        @Nullable ObjectNode body) {

    /** Returns a copy in which this header is set. */
    public AtlasRequest with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new AtlasRequest(account, resource, method, path, template, all, body);
    }

    /** Returns whether this request may change the state of Atlas. */
    public boolean changes() {
        return !method.equals("GET");
    }

    /** Omits the headers, because one may be a credential, and the body. */
    @Override
    public String toString() {
        return "AtlasRequest[" + method + " " + path + " as " + account + "]";
    }
}
