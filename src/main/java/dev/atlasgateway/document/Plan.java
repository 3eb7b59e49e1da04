package dev.atlasgateway.document;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.revision.Difference;
import java.util.List;

/**
 * The changes that a document would make.
 *
 * @param base the revision that it was compared with
 * @param differences the changes, by kind and key; none if there are faults
 * @param faults everything that is wrong with it, in its order
 * @param warnings what it contains that is probably a mistake, in its order; none if there are faults
 * @param onlyManaged whether the only faults are changes of objects that a mounted file manages
 * @param plainSecrets the number of secrets in plain text; digests are safer
 */
public record Plan(
        long base,
        List<Difference> differences,
        List<DocumentFault> faults,
        List<DocumentFault> warnings,
        boolean onlyManaged,
        int plainSecrets) {

    /** Returns the edits that make the changes. */
    public List<Edit> edits() {
        return differences.stream().map(Difference::edit).toList();
    }
}
