package dev.atlasgateway.policy;

import java.util.stream.Stream;

/** What cannot be without an object. */
public final class Dependents {

    private Dependents() {}

    /**
     * What goes with it: a team's clients, grants and quota; a project's grants and quota.
     */
    public static Stream<PolicyObject> of(PolicyObject object, PolicySnapshot now) {
        var key = object.key();
        return switch (object.kind()) {
            case TEAM ->
                Stream.of(Kind.CLIENT, Kind.GRANT, Kind.TEAM_QUOTA)
                        .flatMap(kind -> now.objects(kind).stream())
                        .filter(other -> switch (other) {
                            case Client client -> client.team().equals(key);
                            case Grant grant -> grant.team().equals(key);
                            case TeamQuota quota -> quota.team().equals(key);
                            default -> false;
                        });
            case PROJECT ->
                Stream.of(Kind.GRANT, Kind.PROJECT_QUOTA)
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
