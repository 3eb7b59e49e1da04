package dev.atlasgateway.document;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.revision.Difference;
import java.util.List;

/**
 * What a document would change.
 *
 * @param base the revision that it was compared with
 * @param differences what applying it does, by kind and key; none if there are faults
 * @param faults everything wrong with it, in its order
 * @param onlyManaged whether nothing is wrong but that it would change what a mounted file manages
 * @param plainSecrets how many secrets stand in it as they are; digests are safer
 */
public record Plan(
        long base, List<Difference> differences, List<DocumentFault> faults, boolean onlyManaged, int plainSecrets) {

    /** What takes the policy there. */
    public List<Edit> edits() {
        return differences.stream()
                .<Edit>map(difference -> difference.after() == null
                        ? new Edit.Remove(difference.kind(), difference.key())
                        : new Edit.Put(difference.after()))
                .toList();
    }
}
