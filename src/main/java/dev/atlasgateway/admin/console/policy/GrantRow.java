package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.layout.PageOfRows;
import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.PolicySnapshot;
import java.time.Instant;
import java.util.function.Predicate;

/** Row of a grant in lists. */
record GrantRow(Grant grant, String projectName, String link, String expires, boolean expired) {

    static GrantRow of(Grant grant, PolicySnapshot snapshot, Instant now) {
        return new GrantRow(
                grant,
                snapshot.projectName(grant.groupId()),
                PolicyObjectView.link(grant),
                PolicyObjectView.moment(grant.expiresAt()),
                !grant.isActiveAt(now));
    }

    /** Returns the first page of the grants of a team. */
    static PageOfRows<GrantRow> ofTeam(String team, PolicySnapshot snapshot, Instant now) {
        return first(grant -> grant.team().equals(team), snapshot, now);
    }

    static PageOfRows<GrantRow> onProject(String groupId, PolicySnapshot snapshot, Instant now) {
        return first(grant -> grant.groupId().equals(groupId), snapshot, now);
    }

    private static PageOfRows<GrantRow> first(Predicate<Grant> which, PolicySnapshot snapshot, Instant now) {
        return PageOfRows.of(snapshot.grants().stream().filter(which), 1).map(grant -> of(grant, snapshot, now));
    }
}
