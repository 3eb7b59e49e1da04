package dev.atlasgateway.simulator.cluster;

import dev.atlasgateway.simulator.reply.ErrorReplyException;
import dev.atlasgateway.simulator.reply.Errors;
import dev.atlasgateway.simulator.wire.WireRequest;

/**
 * An authenticated request to one instance, or for the instances of a project.
 *
 * @param name empty for a list
 * @param sequence its number among all requests received
 */
record Call(WireRequest request, long sequence, String clientId, String groupId, String name) {

    boolean isList() {
        return name.isEmpty();
    }

    boolean changes() {
        return request.method().equals("PATCH");
    }

    boolean reads() {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    ErrorReplyException notAllowed(String allowed) {
        return new ErrorReplyException(
                Errors.of(405, "METHOD_NOT_ALLOWED", "The method is not allowed for this resource.")
                        .reply()
                        .with("Allow", allowed));
    }

    ErrorReplyException noCluster() {
        return Errors.of(
                404,
                "CLUSTER_NOT_FOUND",
                "No cluster named " + name + " exists in group " + groupId + ".",
                name,
                groupId);
    }
}
