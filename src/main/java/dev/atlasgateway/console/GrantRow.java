package dev.atlasgateway.console;

import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Instant;
import java.util.List;

/** A grant as lists show it. */
record GrantRow(Grant grant, String projectName, String link, String expires, boolean expired) {

    static GrantRow of(Grant grant, PolicySnapshot now, Instant moment) {
        var project = now.project(grant.groupId());
        return new GrantRow(
                grant,
                project == null ? grant.groupId() : project.name(),
                Described.link(grant),
                Described.moment(grant.expiresAt()),
                !grant.liveAt(moment));
    }

    static List<GrantRow> ofTeam(String team, PolicySnapshot now, Instant moment) {
        return now.grants().stream()
                .filter(grant -> grant.team().equals(team))
                .map(grant -> of(grant, now, moment))
                .toList();
    }

    static List<GrantRow> onProject(String groupId, PolicySnapshot now, Instant moment) {
        return now.grants().stream()
                .filter(grant -> grant.groupId().equals(groupId))
                .map(grant -> of(grant, now, moment))
                .toList();
    }
}
