package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.console.layout.Wording;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.TeamQuota;
import dev.atlasgateway.quota.QuotaBalance;
import dev.atlasgateway.quota.Quotas;

/**
 * Row of a quota in lists.
 *
 * @param refill such as {@code 120 per 1m}
 * @param used part of the capacity, in whole percent
 */
public record QuotaRow(Owner owner, String link, long capacity, String refill, boolean standard, long left, long used) {

    /** @param scope {@code teams} or {@code projects} */
    public record Owner(String scope, String key, String name) {

        public static Owner of(Team team) {
            return new Owner("teams", team.name(), team.name());
        }

        public static Owner of(Project project) {
            return new Owner("projects", project.groupId(), project.name());
        }

        public QuotaBalance balance(Quotas quotas, PolicySnapshot snapshot) {
            return isTeam() ? quotas.teamBalance(key, snapshot) : quotas.projectBalance(key, snapshot);
        }

        boolean isTeam() {
            return scope.equals("teams");
        }

        ObjectKind kind() {
            return isTeam() ? ObjectKind.TEAM_QUOTA : ObjectKind.PROJECT_QUOTA;
        }

        /** Returns a policy object that gives this quota to the owner. */
        PolicyObject own(Quota quota) {
            return isTeam() ? new TeamQuota(key, quota) : new ProjectQuota(key, quota);
        }
    }

    public static QuotaRow of(Owner owner, QuotaBalance balance) {
        var capacity = balance.quota().capacity();
        return new QuotaRow(
                owner,
                PolicyObjectView.link(owner.own(balance.quota())),
                capacity,
                balance.quota().refill() + " per "
                        + Wording.period(balance.quota().period()),
                balance.isDefault(),
                balance.tokens(),
                Math.round((capacity - balance.tokens()) * 100.0 / capacity));
    }
}
