package dev.atlasgateway.admin.console.layout;

import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.Project;
import java.util.List;

/** What an input may complete to; of a very long list only its beginning, as any other name can be typed. */
public final class Suggestions {

    private static final int MOST = 500;

    private Suggestions() {}

    /** @param label what helps to tell it from others */
    record Suggestion(String value, String label) {}

    public static List<Suggestion> of(List<? extends PolicyObject> objects) {
        return objects.stream()
                .limit(MOST)
                .map(object -> new Suggestion(object.key(), object instanceof Project project ? project.name() : ""))
                .toList();
    }
}
