package dev.atlasgateway.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Valid objects that refer to each other, one of each kind. */
public final class Examples {

    public static final String GROUP_ID = "32b6e34b3d91647abb20e7b8";
    public static final String CLIENT_ID = "mdb_sa_id_665f1c2e9b1d4a0012ab34cd";
    public static final String SHA256 = "ab".repeat(32);

    public static final Team TEAM = new Team("payments", "payments@example.com", false);
    public static final Client CLIENT = new Client(
            CLIENT_ID, "payments", List.of(new Client.Secret(SHA256, Instant.parse("2027-01-01T00:00:00Z"))), false);
    public static final Project PROJECT = new Project(GROUP_ID, "orders", "default", Project.Contract.FLEX, null);
    public static final Grant GRANT = grant("*");
    public static final Guardrail GUARDRAIL = new Guardrail("tagged", "true", Guardrail.Mode.DENY, "Tag it.");
    public static final TeamQuota TEAM_QUOTA = new TeamQuota("payments", new Quota(120, 60, Duration.ofSeconds(60)));
    public static final ProjectQuota PROJECT_QUOTA =
            new ProjectQuota(GROUP_ID, new Quota(500, 500, Duration.ofMinutes(1)));

    public static final List<PolicyObject> ALL =
            List.of(TEAM, CLIENT, PROJECT, GRANT, GUARDRAIL, TEAM_QUOTA, PROJECT_QUOTA);

    private Examples() {}

    public static Team team(String name) {
        return new Team(name, null, false);
    }

    public static Grant grant(String instances) {
        return new Grant("payments", GROUP_ID, Role.GROUP_OWNER, instances, null, null);
    }

    public static List<Edit> puts(PolicyObject... objects) {
        return Stream.of(objects).<Edit>map(Edit.Put::new).toList();
    }

    public static Edit remove(PolicyObject object) {
        return new Edit.Remove(object.kind(), object.key());
    }

    public static PolicySnapshot snapshot(PolicyObject... objects) {
        return PolicySnapshot.EMPTY.with(puts(objects), 1);
    }
}
