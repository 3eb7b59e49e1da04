package dev.atlasgateway.console;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.Grant;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.ProjectQuota;
import dev.atlasgateway.policy.TeamQuota;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Asks for an object to be removed, and with it whatever cannot be without it. */
record RemovalForm(long base, String why) implements Form {

    RemovalForm {
        why = Typed.text(why);
    }

    static RemovalForm of(PolicySnapshot now) {
        return new RemovalForm(now.revision(), "");
    }

    static List<Edit> edits(PolicyObject object, PolicySnapshot now) {
        return Stream.concat(dependents(object, now), Stream.of(object))
                .<Edit>map(gone -> new Edit.Remove(gone.kind(), gone.key()))
                .toList();
    }

    /** What goes with it: a team's clients, grants and quota; a project's grants and quota. */
    static Stream<PolicyObject> dependents(PolicyObject object, PolicySnapshot now) {
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

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }
}
