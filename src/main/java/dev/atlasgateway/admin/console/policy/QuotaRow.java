package dev.atlasgateway.admin.console.policy;

import dev.atlasgateway.admin.console.layout.PolicyObjectView;
import dev.atlasgateway.admin.console.layout.Wording;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.TeamQuota;
import dev.atlasgateway.quota.QuotaBalance;

/**
 * A quota as lists show it.
 *
 * @param refill such as {@code 120 per 1m}
 * @param used of the capacity, in whole percent
 */
public record QuotaRow(Owner owner, String link, long capacity, String refill, boolean standard, long left, long used) {

    /** @param scope {@code teams} or {@code projects} */
    public record Owner(String scope, String key, String name) {

        boolean isTeam() {
            return scope.equals("teams");
        }

        /** This quota as the owner's own. */
        PolicyObject own(Quota quota) {
            return isTeam() ? new TeamQuota(key, quota) : new ProjectQuota(key, quota);
        }
    }

    public static QuotaRow of(Owner owner, QuotaBalance left) {
        var capacity = left.quota().capacity();
        return new QuotaRow(
                owner,
                PolicyObjectView.link(owner.own(left.quota())),
                capacity,
                left.quota().refill() + " per " + Wording.period(left.quota().period()),
                left.isDefault(),
                left.tokens(),
                Math.round((capacity - left.tokens()) * 100.0 / capacity));
    }
}
