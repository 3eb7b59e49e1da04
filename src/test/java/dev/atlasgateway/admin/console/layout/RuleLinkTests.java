package dev.atlasgateway.admin.console.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.admin.signin.AdminRole;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.problem.DecidedBy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From what the audit names to the page where it is looked after. */
class RuleLinkTests {

    private static final PolicySnapshot POLICY =
            PolicySnapshot.EMPTY.with(List.of(new Edit.Put(new Team("payments", null, false))), 1);

    @Test
    void linksToTheQuotaOfATeam() {
        assertThat(link("quota:team/payments", AdminRole.AUDITOR)).isEqualTo("/console/quotas/teams/payments");
    }

    @Test
    void hasNoLinkForAnUnavailableQuota() {
        assertThat(link("quota:unavailable", AdminRole.AUDITOR)).isNull();
    }

    @Test
    void hasNoLinkToRemovedObjects() {
        assertThat(link("quota:team/gone", AdminRole.AUDITOR)).isNull();
        assertThat(link("quota:project/32b6e34b3d91647abb20e7b8", AdminRole.AUDITOR))
                .isNull();
        assertThat(link("team:gone", AdminRole.AUDITOR)).isNull();
    }

    @Test
    void linksOnlyToPagesThatTheAdminMayOpen() {
        assertThat(link("quota:team/payments", AdminRole.TEAM_LEAD)).isNull();
    }

    private static @Nullable String link(String decidedBy, AdminRole role) {
        var admin = new Admin("ada", Set.of(role), Set.of("payments"));
        return RuleLink.of(DecidedBy.parse(decidedBy), POLICY, admin).getFirst().link();
    }
}
