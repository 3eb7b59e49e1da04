package dev.atlasgateway.document;

import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.OutdatedRevisionException;
import dev.atlasgateway.revision.Revisions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Plans, applies and exports the whole policy as one YAML document. The document may leave out the objects that a
 * mounted file manages, and must not change them.
 */
@Component
public record PolicyDocuments(Revisions revisions, PolicyRules rules) {

    /** The most bytes of a document. It depends on the heap. */
    public static final int MAX_BYTES = YamlBounds.HERE.bytes();

    /** Says that a document is too large, to be read after its name. */
    public static final String TOO_LARGE = YamlBounds.HERE.tooLong();

    /**
     * Returns what the document would change in the policy in force, or everything that is wrong with it.
     *
     * @param name its name in messages
     * @param mounted whether to plan it as the next version of the mounted file: it owns its objects, and those of admins
     *     stay. Such a plan is for a look only. To apply it, change the file
     */
    public Plan plan(String name, byte[] yaml, boolean mounted) {
        return plan(revisions.current(), name, yaml, mounted ? Ownership.ADMINS : Ownership.DOCUMENTS);
    }

    /**
     * Returns what the document would change in the newest revision, which must be the given one.
     *
     * @param base the revision that the author looked at, which may be newer than the one in force on this replica
     * @throws OutdatedRevisionException if it is not the newest
     */
    public Plan plan(String name, byte[] yaml, long base) {
        var current = revisions.current();
        if (base < current.revision()
                || (base > current.revision() && revisions.revision(base).isEmpty())) {
            throw new OutdatedRevisionException(base, current.revision());
        }
        return plan(revisions.at(base), name, yaml, Ownership.DOCUMENTS);
    }

    /** @param staying the owners of the objects that stay although the document does not contain them */
    private Plan plan(PolicySnapshot base, String name, byte[] yaml, Ownership staying) {
        var document = PolicyDocument.read(name, yaml, rules, base, staying);
        var faults = document.faults();
        var differences = faults.isEmpty() ? differences(base, document, staying) : List.<Difference>of();
        return new Plan(
                base.revision(),
                differences,
                faults,
                document.warnings(),
                document.onlyManaged(),
                document.plainSecrets());
    }

    private static List<Difference> differences(PolicySnapshot base, PolicyDocument document, Ownership staying) {
        var differences = new ArrayList<Difference>();
        for (var object : document.objects()) {
            var before = base.find(object.kind(), object.key()).orElse(null);
            if (!object.equals(before)) {
                differences.add(new Difference(before, object));
            }
        }
        var named = document.names();
        base.objects()
                .filter(object -> !staying.stays(base, object) && !named.contains(PolicyDocument.name(object)))
                .forEach(object -> differences.add(new Difference(object, null)));
        differences.sort(Comparator.comparing(Difference::kind).thenComparing(Difference::key));
        return List.copyOf(differences);
    }

    /**
     * Applies a plan as the next revision, completely or not at all.
     *
     * @param base the revision that the author looked at
     * @return its number, or the base if the plan is empty
     * @throws OutdatedRevisionException if the base is no longer the newest, or the plan has another base
     * @throws InvalidPolicyException if the plan has faults
     */
    public long apply(Plan plan, long base, Author author) {
        if (!plan.faults().isEmpty()) {
            throw new InvalidPolicyException(
                    plan.faults().stream().map(DocumentFault::toString).toList());
        }
        if (plan.base() != base) {
            throw new OutdatedRevisionException(base, plan.base());
        }
        return revisions.apply(base, plan.edits(), author);
    }

    /** Returns the document of a snapshot, with the digests of secrets. */
    public String export(PolicySnapshot snapshot) {
        return DocumentWriter.write(snapshot);
    }
}
