package dev.atlasgateway.admin.console.overview;

import dev.atlasgateway.admin.console.policy.QuotaRow;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.quota.Quotas;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the teams and projects that have used most of their quota. */
final class QuotaUsage {

    private static final int MOST = 6;

    private final Quotas quotas;

    QuotaUsage(Quotas quotas) {
        this.quotas = quotas;
    }

    /**
     * The quotas of which most is used, of those that the admin may see; those of which nothing is are left out.
     *
     * @param team only this one's; empty for all, and for those of projects
     */
    List<QuotaRow> nearest(PolicySnapshot now, Admin admin, String team) {
        var teams = now.teams().stream()
                .filter(known -> admin.maySee(known.name()))
                .filter(known -> team.isEmpty() || known.name().equals(team))
                .map(known -> QuotaRow.of(
                        new QuotaRow.Owner("teams", known.name(), known.name()), quotas.teamBalance(known.name(), now)));
        var projects = !admin.seesAll() || !team.isEmpty()
                ? Stream.<QuotaRow>empty()
                : now.projects().stream()
                        .map(known -> QuotaRow.of(
                                new QuotaRow.Owner("projects", known.groupId(), known.name()),
                                quotas.projectBalance(known.groupId(), now)));
        return Stream.concat(teams, projects)
                .filter(row -> row.left() < row.capacity())
                .sorted(Comparator.comparingLong(QuotaRow::used).reversed())
                .limit(MOST)
                .toList();
    }
}
