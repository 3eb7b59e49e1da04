package dev.atlasgateway.simulator.cluster;

import dev.atlasgateway.simulator.reply.Errors;
import dev.atlasgateway.simulator.reply.Reply;
import java.util.Map;

/** {@code GET /api/atlas/v2/groups/{groupId}/clusters/{name}}, which knows dedicated clusters only. */
final class DedicatedClusters {

    private static final String OLDEST = "2023-01-01";
    private static final String NEWEST = "2024-08-05";

    private final World world;

    DedicatedClusters(World world) {
        this.world = world;
    }

    Reply answer(Call call) {
        if (!call.reads()) {
            throw call.notAllowed("GET, HEAD");
        }
        MediaTypes.requireVersion(call.request().header("Accept"), OLDEST);
        Membership.require(world, call);
        var instance = world.instance(call.groupId(), call.name());
        if (instance == null) {
            throw call.noCluster();
        }
        if (instance.kind() == Instance.Kind.FLEX) {
            throw Errors.of(
                    400,
                    "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API",
                    "Cannot use flex cluster " + call.name() + " in the cluster API.",
                    call.name());
        }
        return Reply.ok(
                        MediaTypes.vendor(NEWEST) + ";charset=utf-8",
                        Map.of("groupId", instance.groupId(), "id", instance.id(), "name", instance.name()))
                .with("X-Java-Method", "ApiAtlasClusterDescriptionResource::getCluster");
    }
}
