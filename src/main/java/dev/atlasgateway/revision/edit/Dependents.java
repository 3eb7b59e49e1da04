package dev.atlasgateway.revision.edit;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.TeamQuota;
import java.util.stream.Stream;

/** Finds the objects that cannot exist without another one. */
public final class Dependents {

    private Dependents() {}

    /**
     * Returns a team's clients, grants and quota, or a project's grants and quota.
     */
    public static Stream<PolicyObject> of(PolicyObject object, PolicySnapshot now) {
        var key = object.key();
        return switch (object.kind()) {
            case TEAM ->
                Stream.of(ObjectKind.CLIENT, ObjectKind.GRANT, ObjectKind.TEAM_QUOTA)
                        .flatMap(kind -> now.objects(kind).stream())
                        .filter(other -> switch (other) {
                            case Client client -> client.team().equals(key);
                            case Grant grant -> grant.team().equals(key);
                            case TeamQuota quota -> quota.team().equals(key);
                            default -> false;
                        });
            case PROJECT ->
                Stream.of(ObjectKind.GRANT, ObjectKind.PROJECT_QUOTA)
                        .flatMap(kind -> now.objects(kind).stream())
                        .filter(other -> switch (other) {
                            case Grant grant -> grant.groupId().equals(key);
                            case ProjectQuota quota -> quota.groupId().equals(key);
                            default -> false;
                        });
            default -> Stream.empty();
        };
    }
}
