package dev.atlasgateway.simulator.cluster;

import dev.atlasgateway.simulator.reply.ErrorReplyException;
import dev.atlasgateway.simulator.reply.Errors;
import dev.atlasgateway.simulator.reply.Reply;
import dev.atlasgateway.simulator.wire.Header;
import java.util.List;

/** {@code /api/atlas/v2/groups/{groupId}/flexClusters}: {@code GET} of the list, {@code GET} and {@code PATCH} of one. */
final class FlexClusters {

    private static final String VERSION = "2024-11-13";
    private static final String CONTENT_TYPE = MediaTypes.vendor(VERSION) + ";charset=utf-8";

    private final World world;
    private final String baseUrl;

    FlexClusters(World world, String baseUrl) {
        this.world = world;
        this.baseUrl = baseUrl;
    }

    Reply answer(Call call) {
        if (call.isList() ? !call.reads() : !call.changes() && !call.reads()) {
            throw call.notAllowed(call.isList() ? "GET, HEAD" : "GET, HEAD, PATCH");
        }
        MediaTypes.requireVersion(call.request().header("Accept"), VERSION);
        if (call.changes()) {
            MediaTypes.requireJsonBody(call.request().header("Content-Type"), VERSION);
        }
        var method = "ApiAtlasFlexClusterResource::"
                + (call.isList() ? "listFlexClusters" : call.changes() ? "updateFlexCluster" : "getFlexCluster");
        return limited(call, Membership.require(world, call)).with("X-Java-Method", method);
    }

    private Reply limited(Call call, World.Project project) {
        var bucket = project.bucket();
        if (bucket == null) {
            return guarded(call);
        }
        var taken = bucket.take();
        var reply = taken.authorized() ? guarded(call) : exceeded(call, bucket.limit(), taken.retrySeconds());
        return reply.with(List.of(
                new Header("RateLimit-Limit", Integer.toString(bucket.limit().capacity())),
                new Header("RateLimit-Remaining", Long.toString(taken.remaining()))));
    }

    private static Reply exceeded(Call call, RateLimit limit, long retrySeconds) {
        return Errors.reply(429, limit.exceeded(call.request().path(), retrySeconds))
                .with("Retry-After", Long.toString(retrySeconds));
    }

    private Reply guarded(Call call) {
        try {
            if (call.isList()) {
                return Reply.ok(CONTENT_TYPE, list(call));
            }
            return call.changes() ? update(call) : Reply.ok(CONTENT_TYPE, current(find(call)));
        } catch (ErrorReplyException refused) {
            return refused.reply();
        }
    }

    private Reply update(Call call) {
        var instance = find(call);
        var change = ChangeReader.flex(call.request().body());
        var changed = world.change(instance, change, call.sequence());
        return Reply.ok(CONTENT_TYPE, FlexDescription.of(changed, "UPDATING")).afterChange(changed.changes());
    }

    private InstancePage<FlexDescription> list(Call call) {
        var flex = world.instances(call.groupId(), Instance.Kind.FLEX);
        return InstancePage.of(flex, call, baseUrl, this::current);
    }

    private FlexDescription current(Instance instance) {
        return FlexDescription.of(instance, instance.stateName(world.now()));
    }

    private Instance find(Call call) {
        var instance = world.instance(call.groupId(), call.name());
        if (instance == null) {
            throw call.noCluster();
        }
        if (instance.kind() != Instance.Kind.FLEX) {
            throw Errors.of(
                    400,
                    "CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API",
                    "Cannot use non-flex cluster " + call.name() + " in the flex API.",
                    call.name());
        }
        return instance;
    }
}
