package dev.atlasgateway.exchange;

import java.util.Map;

/**
 * One call in Atlas's words, complete but for the credential.
 *
 * @param account the name of the Atlas service account that must sign it
 * @param resource what it reads or changes, as {@code groupId/instance}: newer changes to the same resource win
 * @param path path and query below Atlas's base URL, already encoded
 * @param headers every header that travels, besides {@code Authorization}
 * @param body compact JSON, empty for a call without one
 */
public record AtlasRequest(
        String account, String resource, String method, String path, Map<String, String> headers, byte[] body) {

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
