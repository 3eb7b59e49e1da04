package dev.atlasgateway.simulator.cluster;

import dev.atlasgateway.simulator.reply.Errors;
import dev.atlasgateway.simulator.reply.Reply;
import java.util.List;
import java.util.function.Function;

/**
 * The serverless API over flex instances: the list, {@code GET} and {@code PATCH} under v1.0 as before the removal; {@code
 * GET} and the list, which is empty, under v2 as they still are. Neither is rate limited.
 */
final class ServerlessInstances {

    private static final String VERSION = "2023-01-01";
    private static final String RESOURCE = "ApiAtlasLegacyServerlessInstanceDescriptionResource::";

    private final World world;
    private final String baseUrl;

    ServerlessInstances(World world, String baseUrl) {
        this.world = world;
        this.baseUrl = baseUrl;
    }

    Reply answerV1(Call call) {
        if (call.isList() ? !call.reads() : !call.changes() && !call.reads()) {
            throw call.notAllowed(call.isList() ? "GET, HEAD" : "GET, HEAD, PATCH");
        }
        MediaTypes.requirePlainJson(call.request().header("Accept"));
        if (call.changes()) {
            MediaTypes.requireJsonBody(call.request().header("Content-Type"), null);
        }
        Membership.require(world, call);
        if (call.isList()) {
            return Reply.ok(MediaTypes.JSON, list(call)).with("X-Java-Method", RESOURCE + "listServerlessInstances");
        }
        var instance = find(call);
        if (!call.changes()) {
            return Reply.ok(MediaTypes.JSON, describe(call, instance, state(instance), "http://cloud.mongodb.com"))
                    .with("X-Java-Method", RESOURCE + "getServerlessInstance");
        }
        var change = ChangeReader.serverless(call.request().body());
        var changed = world.change(instance, change, call.sequence());
        return Reply.ok(MediaTypes.JSON, describe(call, changed, "UPDATING", "http://cloud.mongodb.com"))
                .afterChange(changed.changes())
                .with("X-Java-Method", RESOURCE + "updateServerlessInstance");
    }

    Reply answerV2(Call call) {
        if (!call.reads()) {
            throw call.notAllowed("GET, HEAD");
        }
        MediaTypes.requireVersion(call.request().header("Accept"), VERSION);
        Membership.require(world, call);
        var answer = call.isList()
                ? InstancePage.of(List.of(), call, baseUrl, Function.identity())
                : describe(call, find(call));
        return Reply.ok(MediaTypes.vendor(VERSION) + ";charset=utf-8", answer)
                .with("X-Java-Method", RESOURCE + (call.isList() ? "listServerlessInstances" : "getServerlessInstance"))
                .with("Deprecation", "Wed, 10 Dec 2025 00:00:00 GMT")
                .with("Sunset", "Mon, 18 Jan 2027 00:00:00 GMT");
    }

    private InstancePage<ServerlessDescription> list(Call call) {
        return InstancePage.of(
                world.instances(call.groupId(), Instance.Kind.FLEX),
                call,
                baseUrl,
                instance -> ServerlessDescription.of(
                        instance,
                        state(instance),
                        baseUrl + call.request().path() + "/" + instance.name(),
                        "http://cloud.mongodb.com"));
    }

    private ServerlessDescription describe(Call call, Instance instance) {
        return describe(call, instance, state(instance), "https://cloud.mongodb.com");
    }

    private ServerlessDescription describe(Call call, Instance instance, String stateName, String relations) {
        return ServerlessDescription.of(
                instance, stateName, baseUrl + call.request().path(), relations);
    }

    private String state(Instance instance) {
        return instance.stateName(world.now());
    }

    private Instance find(Call call) {
        var instance = world.instance(call.groupId(), call.name());
        if (instance == null) {
            throw Errors.of(
                    404,
                    "SERVERLESS_INSTANCE_NOT_FOUND",
                    "No serverless instance named " + call.name() + " exists in group " + call.groupId() + ".",
                    call.name(),
                    call.groupId());
        }
        if (instance.kind() != Instance.Kind.FLEX) {
            throw Errors.of(
                    400,
                    "CANNOT_USE_CLUSTER_IN_SERVERLESS_INSTANCE_API",
                    "Cannot use cluster " + call.name() + " in the serverless instance API.",
                    call.name());
        }
        return instance;
    }
}
