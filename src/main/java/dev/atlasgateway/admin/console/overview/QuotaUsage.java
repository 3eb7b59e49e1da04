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
                .map(QuotaRow.Owner::of);
        var projects = snapshot.projects().stream()
                .filter(known -> admin.seesAll() && team.isEmpty())
                .map(QuotaRow.Owner::of);
        return Stream.concat(teams, projects)
                .map(owner -> new QuotaRow(owner, owner.balance(quotas, snapshot)))
                .filter(row -> row.left() < row.capacity())
                .sorted(Comparator.comparingLong(QuotaRow::used).reversed())
                .limit(MAX_ROWS)
                .toList();
    }
}
