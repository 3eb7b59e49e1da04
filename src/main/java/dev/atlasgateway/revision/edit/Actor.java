package dev.atlasgateway.revision.edit;

import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.revision.Author;
import java.util.function.Predicate;

/**
 * The author of a change, with what the author may change.
 *
 * @param mayChange whether the author may change the object, both as it is and as the change leaves it
 */
public record Actor(Author author, Predicate<PolicyObject> mayChange) {

    /** Returns a reader who looks at what a change would leave. Whether its sender may make it is checked when it is applied. */
    public static Actor reader(String name) {
        return new Actor(new Author(name, ""), object -> true);
    }

    Actor undoing(long revision) {
        return new Actor(author.because("undo of revision " + revision + ": " + author.reason()), mayChange);
    }
}
