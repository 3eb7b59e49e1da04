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

/** Row of a quota in lists. Computes its texts only when a page shows them, because pages also sort long lists of rows. */
public record QuotaRow(Owner owner, QuotaBalance balance) {

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

    public String link() {
        return PolicyObjectView.link(owner.own(balance.quota()));
    }

    public long capacity() {
        return balance.quota().capacity();
    }

    /** Returns a text such as {@code 120 per 1m}. */
    public String refill() {
        return balance.quota().refill() + " per "
                + Wording.period(balance.quota().period());
    }

    public boolean isDefault() {
        return balance.isDefault();
    }

    public long left() {
        return balance.tokens();
    }

    /** Returns the used part of the capacity, in whole percent. */
    public long used() {
        return Math.round((capacity() - left()) * 100.0 / capacity());
    }
}
