package dev.atlasgateway.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atlasgateway.document.DocumentFault;
import dev.atlasgateway.document.Plan;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.Differences;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as JSON.
 *
 * @param base the revision that the document was compared with
 * @param changes by kind and key; none if there are errors
 * @param errors everything that is wrong with the document, in its order
 * @param warnings what is probably a mistake in it, in its order
 * @param plainSecrets the number of secrets in plain text; digests are safer
 */
record PolicyPlan(
        long base,
        Count count,
        List<Change> changes,
        List<DocumentError> errors,
        List<DocumentError> warnings,
        int plainSecrets) {

    record Count(long added, long changed, long removed) {

        static Count of(Differences differences) {
            return new Count(differences.added(), differences.changed(), differences.removed());
        }
    }

    /**
     * The change of one object, written as in a document.
     *
     * @param before absent if the object is added
     * @param after absent if the object is removed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            String kind,
            String key,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after) {

        static Change of(Difference difference) {
            return new Change(
                    difference.kind().toString(),
                    difference.key(),
                    fields(difference.before()),
                    fields(difference.after()));
        }

        private static @Nullable Map<String, Object> fields(@Nullable PolicyObject object) {
            return object == null ? null : object.kind().description().write(object);
        }
    }

    /** @param path the place, such as {@code grants[0].team}; empty for the document itself */
    record DocumentError(int line, int column, String path, String detail) {

        static DocumentError of(DocumentFault fault) {
            return new DocumentError(fault.line(), fault.column(), fault.path(), fault.sentence());
        }
    }

    /** @param revision the new one, or the base if the document changes nothing */
    record ApplyResult(long revision, Count count) {

        static ApplyResult of(long revision, Plan plan) {
            return new ApplyResult(revision, Count.of(Differences.of(plan.differences())));
        }
    }

    static PolicyPlan of(Plan plan) {
        return new PolicyPlan(
                plan.base(),
                Count.of(Differences.of(plan.differences())),
                plan.differences().stream().map(Change::of).toList(),
                errors(plan),
                plan.warnings().stream().map(DocumentError::of).toList(),
                plan.plainSecrets());
    }

    static List<DocumentError> errors(Plan plan) {
        return plan.faults().stream().map(DocumentError::of).toList();
    }
}
