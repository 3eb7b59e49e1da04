package dev.atlasgateway.simulator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.reply.ErrorReplyException;
import dev.atlasgateway.simulator.reply.Errors;
import dev.atlasgateway.simulator.reply.Reply;
import dev.atlasgateway.simulator.wire.WireRequest;
import java.net.URLDecoder;

/** Serves {@code /api/atlas} to callers with a valid token. */
public final class ClusterResources {

    private static final String ROOT = "/api/atlas/";

    private final FlexClusters flexClusters;
    private final DedicatedClusters clusters;
    private final ServerlessInstances serverless;

    /**
     * Creates the resources of a world.
     *
     * @param baseUrl what links in answers begin with, no trailing slash
     */
    public ClusterResources(World world, String baseUrl) {
        this.flexClusters = new FlexClusters(world, baseUrl);
        this.clusters = new DedicatedClusters(world);
        this.serverless = new ServerlessInstances(world, baseUrl);
    }

    /**
     * Answers a request, or throws the error reply.
     *
     * @param sequence kept with an instance as the last request that changed it
     * @param clientId the service account that calls
     */
    public Reply answer(WireRequest request, long sequence, String clientId) {
        var path = request.path();
        var parts = path.startsWith(ROOT) ? path.substring(ROOT.length()).split("/", -1) : new String[0];
        // VERSION/groups/GROUP/RESOURCE/NAME, or a list without the name
        if (parts.length < 4 || parts.length > 5 || !parts[1].equals("groups") || parts[parts.length - 1].isEmpty()) {
            throw notFound(path);
        }
        var name = parts.length == 4 ? "" : decoded(parts[4]);
        var call = new Call(request, sequence, clientId, decoded(parts[2]), name);
        return switch (parts[0] + "/" + parts[3] + (call.isList() ? "" : "/NAME")) {
            case "v2/flexClusters", "v2/flexClusters/NAME" -> flexClusters.answer(call);
            case "v2/clusters/NAME" -> clusters.answer(call);
            case "v2/serverless", "v2/serverless/NAME" -> serverless.answerV2(call);
            case "v1.0/serverless", "v1.0/serverless/NAME" -> serverless.answerV1(call);
            default -> throw notFound(path);
        };
    }

    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw notFound(segment);
        }
    }

    private static ErrorReplyException notFound(String path) {
        return Errors.of(404, "RESOURCE_NOT_FOUND", "Cannot find resource " + path + ".", path);
    }
}
