package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Instant;
import java.util.function.Predicate;

/** A grant as lists show it. */
record GrantRow(Grant grant, String projectName, String link, String expires, boolean expired) {

    static GrantRow of(Grant grant, PolicySnapshot now, Instant moment) {
        var project = now.project(grant.groupId());
        return new GrantRow(
                grant,
                project == null ? grant.groupId() : project.name(),
                PolicyObjectView.link(grant),
                PolicyObjectView.moment(grant.expiresAt()),
                !grant.isActiveAt(moment));
    }

    /** The beginning of a team's grants. */
    static PageOfRows<GrantRow> ofTeam(String team, PolicySnapshot now, Instant moment) {
        return first(grant -> grant.team().equals(team), now, moment);
    }

    static PageOfRows<GrantRow> onProject(String groupId, PolicySnapshot now, Instant moment) {
        return first(grant -> grant.groupId().equals(groupId), now, moment);
    }

    private static PageOfRows<GrantRow> first(Predicate<Grant> which, PolicySnapshot now, Instant moment) {
        return PageOfRows.page(now.grants().stream().filter(which), 1).map(grant -> of(grant, now, moment));
    }
}
