package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.Project;
import java.util.List;

/** Suggestions for an input. A long list is cut, because users can also type other names. */
public final class Suggestions {

    private static final int MOST = 500;

    private Suggestions() {}

    /** @param label a readable name for the value; may be empty */
    record Suggestion(String value, String label) {}

    public static List<Suggestion> of(List<? extends PolicyObject> objects) {
        return objects.stream()
                .limit(MOST)
                .map(object -> new Suggestion(object.key(), object instanceof Project project ? project.name() : ""))
                .toList();
    }
}
