package dev.atlasgateway.simulator.cluster;

import dev.atlasgateway.simulator.reply.Errors;

/** Checks that the project exists and that the caller is a member of it. */
final class Membership {

    private Membership() {}

    static World.Project require(World world, Call call) {
        if (!World.isGroupId(call.groupId())) {
            throw Errors.of(
                    404,
                    "INVALID_GROUP_ID",
                    "An invalid group ID " + call.groupId() + " was specified.",
                    call.groupId());
        }
        var project = world.project(call.groupId());
        if (project == null) {
            throw Errors.of(404, "GROUP_NOT_FOUND", "No group with ID " + call.groupId() + " exists.", call.groupId());
        }
        if (!project.admits(call.clientId())) {
            throw Errors.of(
                    401,
                    "NOT_IN_GROUP",
                    "The current user is not in the group, or the group does not exist.",
                    call.groupId());
        }
        return project;
    }
}
