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
    private final ServerlessInstances serverless;

    /**
     * Creates the resources of a world.
     *
     * @param baseUrl what links in answers begin with, no trailing slash
     */
    public ClusterResources(World world, String baseUrl) {
        this.flexClusters = new FlexClusters(world);
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
        if (parts.length != 5 || !parts[1].equals("groups")) { // VERSION/groups/GROUP/RESOURCE/NAME
            throw notFound(path);
        }
        var call = new Call(request, sequence, clientId, decoded(parts[2]), decoded(parts[4]));
        return switch (parts[0] + "/" + parts[3]) {
            case "v2/flexClusters" -> flexClusters.answer(call);
            case "v2/serverless" -> serverless.answerV2(call);
            case "v1.0/serverless" -> serverless.answerV1(call);
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
