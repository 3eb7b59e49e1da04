package dev.atlasgateway.testing;

import dev.atlasgateway.access.Access;
import dev.atlasgateway.access.AuthorizedCall;
import dev.atlasgateway.caller.Caller;
import dev.atlasgateway.caller.LoginKind;
import dev.atlasgateway.contract.Call;
import dev.atlasgateway.contract.Operation;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Guardrail;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.Quota;
import dev.atlasgateway.policy.Role;
import dev.atlasgateway.policy.Team;
import dev.atlasgateway.policy.TeamQuota;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Policy of two teams that own the project "orders", and what Access decides about their calls. */
public record Permits(List<Guardrail> guardrails, List<TeamQuota> teamQuotas, List<ProjectQuota> projectQuotas) {

    public static final String ORDERS = "32b6e34b3d91647abb20e7b8";

    private static final Project PROJECT = new Project(ORDERS, "orders", "main", Project.Contract.FLEX, null);

    public static Permits standard() {
        return new Permits(List.of(), List.of(), List.of());
    }

    public Permits guardedBy(Guardrail... rules) {
        return new Permits(List.of(rules), teamQuotas, projectQuotas);
    }

    public Permits teamQuota(String team, Quota quota) {
        return new Permits(guardrails, List.of(new TeamQuota(team, quota)), projectQuotas);
    }

    public Permits projectQuota(Quota quota) {
        return new Permits(guardrails, teamQuotas, List.of(new ProjectQuota(ORDERS, quota)));
    }

    public AuthorizedCall update(String team, String instance) {
        return authorized(team, new Call(Operation.UPDATE_SERVERLESS_INSTANCE, ORDERS, instance));
    }

    public AuthorizedCall read(String team, String instance) {
        return authorized(team, new Call(Operation.GET_SERVERLESS_INSTANCE, ORDERS, instance));
    }

    private AuthorizedCall authorized(String team, Call call) {
        return new Access(this::snapshot, InstantSource.system())
                .authorize(
                        new Caller(team, "mdb_sa_id_665f1c2e9b1d4a0012ab34cd", "gateway", LoginKind.SERVICE_ACCOUNT),
                        call);
    }

    private PolicySnapshot snapshot() {
        var teams = Stream.of("payments", "search")
                .map(name -> new Team(name, null, false))
                .toList();
        var grants = teams.stream()
                .map(team -> new Grant(team.name(), ORDERS, Role.GROUP_OWNER, "*", null, null))
                .toList();
        return Policies.of(1, teams, List.of(PROJECT), grants, guardrails, teamQuotas, projectQuotas);
    }
}
