package dev.atlasgateway.admin.console.overview;

import dev.atlasgateway.admin.console.policy.QuotaRow;
import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.quota.Quotas;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the teams and projects that have used most of their quota. */
record QuotaUsage(Quotas quotas) {

    private static final int MAX_ROWS = 6;

    /**
     * Returns the most used quotas that the admin may see, without unused ones.
     *
     * @param team only the quota of this team; empty for all teams and projects
     */
    List<QuotaRow> mostUsed(PolicySnapshot snapshot, Admin admin, String team) {
        var teams = snapshot.teams().stream()
                .filter(known -> admin.maySee(known.name()))
                .filter(known -> team.isEmpty() || known.name().equals(team))
                .map(known -> QuotaRow.of(
                        new QuotaRow.Owner("teams", known.name(), known.name()),
                        quotas.teamBalance(known.name(), snapshot)));
        var projects = !admin.seesAll() || !team.isEmpty()
                ? Stream.<QuotaRow>empty()
                : snapshot.projects().stream()
                        .map(known -> QuotaRow.of(
                                new QuotaRow.Owner("projects", known.groupId(), known.name()),
                                quotas.projectBalance(known.groupId(), snapshot)));
        return Stream.concat(teams, projects)
                .filter(row -> row.left() < row.capacity())
                .sorted(Comparator.comparingLong(QuotaRow::used).reversed())
                .limit(MAX_ROWS)
                .toList();
    }
}
