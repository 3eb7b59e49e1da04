package dev.atlasgateway.policy;

import org.jspecify.annotations.Nullable;

/**
 * An Atlas project that teams reach through the gateway.
 *
 * @param groupId 24 lower-case hexadecimal digits
 * @param account the Atlas service account ({@code gateway.atlas.accounts.*}) that acts on it
 * @param contract what Atlas is asked for on its behalf; null for the gateway's default
 * @param contact whom a refused caller is told to ask
 */
public record Project(
        String groupId,
        String name,
        String account,
        @Nullable Contract contract,
        @Nullable String contact) implements PolicyObject {

    @Override
    public String key() {
        return groupId;
    }

    /** Which Atlas operation a serverless call becomes. */
    public enum Contract {
        /** Atlas today: {@code /api/atlas/v2/groups/{groupId}/flexClusters/{name}}. */
        FLEX,
        /** The path and shape as they came in, for an Atlas (or a stand-in) that still has them. */
        SERVERLESS
    }
}
