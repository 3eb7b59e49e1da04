package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.admin.signin.Admin;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.Project;
import java.util.List;

/** Suggestions for an input. A long list is cut, because admins can also type other names. */
public final class Suggestions {

    private static final int MAX_ROWS = 500;

    private Suggestions() {}

    /** @param label a readable name for the value; may be empty */
    record Suggestion(String value, String label) {}

    /** Returns the teams that the admin may see. */
    public static List<Suggestion> teams(PolicySnapshot snapshot, Admin admin) {
        return of(snapshot.teams().stream()
                .filter(team -> admin.maySee(team.name()))
                .toList());
    }

    /** Returns the projects if the admin may see them. */
    public static List<Suggestion> projects(PolicySnapshot snapshot, Admin admin) {
        return admin.seesAll() ? of(snapshot.projects()) : List.of();
    }

    public static List<Suggestion> of(List<? extends PolicyObject> objects) {
        return objects.stream()
                .limit(MAX_ROWS)
                .map(object -> new Suggestion(object.key(), object instanceof Project project ? project.name() : ""))
                .toList();
    }
}
