package dev.atlasgateway.document;

import dev.atlasgateway.policy.InvalidPolicy;
import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.Policy;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.revision.Author;
import dev.atlasgateway.revision.Difference;
import dev.atlasgateway.revision.RevisionMoved;
import dev.atlasgateway.revision.Revisions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policy as one YAML document: the whole of it, except that what a mounted file manages may be left out and not be
 * changed.
 */
public final class PolicyDocuments {

    /** A larger document is refused; how large it may be depends on the heap. */
    public static final int MOST_BYTES = YamlBounds.HERE.bytes();

    /** What is then said of it. */
    public static final String TOO_LARGE = YamlBounds.HERE.tooLong();

    private final Policy policy;
    private final Revisions revisions;
    private final PolicyRules rules;

    PolicyDocuments(Policy policy, Revisions revisions, PolicyRules rules) {
        this.policy = policy;
        this.revisions = revisions;
        this.rules = rules;
    }

    /**
     * What the document would change of the policy in force, or everything that is wrong with it.
     *
     * @param name what messages call it
     */
    public Plan plan(String name, String yaml) {
        return plan(name, yaml.getBytes(StandardCharsets.UTF_8));
    }

    public Plan plan(String name, byte[] yaml) {
        return plan(policy.current(), name, yaml);
    }

    /**
     * What the document would change of the newest revision, which is the given one.
     *
     * @param base the revision that the author looked at; perhaps one that this replica has yet to hear of
     * @throws RevisionMoved if that is not the newest
     */
    public Plan plan(String name, byte[] yaml, long base) {
        var current = policy.current();
        if (base < current.revision()
                || (base > current.revision() && revisions.revision(base).isEmpty())) {
            throw new RevisionMoved(base, current.revision());
        }
        return plan(revisions.at(base), name, yaml);
    }

    /**
     * What the document would change if it were what the mounted file says: it owns what it names, and what admins made
     * beside it stays. To be looked at and tried, not applied: a file is changed where it is mounted from.
     */
    public Plan planMounted(String name, byte[] yaml) {
        return plan(policy.current(), name, yaml, Ownership.ADMINS);
    }

    private Plan plan(PolicySnapshot base, String name, byte[] yaml) {
        return plan(base, name, yaml, Ownership.DOCUMENTS);
    }

    /** @param whose objects stay that the document leaves out */
    private Plan plan(PolicySnapshot base, String name, byte[] yaml, Ownership whose) {
        var document = PolicyDocument.read(name, yaml, rules, base, whose);
        var faults = document.faults();
        var differences = faults.isEmpty() ? differences(base, document, whose) : List.<Difference>of();
        return new Plan(base.revision(), differences, faults, document.onlyManaged(), document.plainSecrets());
    }

    private static List<Difference> differences(PolicySnapshot base, PolicyDocument document, Ownership whose) {
        var differences = new ArrayList<Difference>();
        for (var object : document.objects()) {
            var before = base.find(object.kind(), object.key()).orElse(null);
            if (!object.equals(before)) {
                differences.add(new Difference(before, object));
            }
        }
        var named = document.names();
        base.objects()
                .filter(object -> !whose.stays(base, object) && !named.contains(PolicyDocument.name(object)))
                .forEach(object -> differences.add(new Difference(object, null)));
        differences.sort(Comparator.comparing(Difference::kind).thenComparing(Difference::key));
        return List.copyOf(differences);
    }

    /**
     * Makes a plan the next revision, whole or not at all.
     *
     * @param base the revision that the author looked at
     * @return its number, or the base where the plan is empty
     * @throws RevisionMoved if the base is not the newest any more, or the plan was made for another
     * @throws InvalidPolicy if the plan has faults
     */
    public long apply(Plan plan, long base, Author author) {
        if (!plan.faults().isEmpty()) {
            throw new InvalidPolicy(
                    plan.faults().stream().map(DocumentFault::toString).toList());
        }
        if (plan.base() != base) {
            throw new RevisionMoved(base, plan.base());
        }
        return revisions.apply(base, plan.edits(), author);
    }

    /** An object as the document says it: texts, numbers, flags, lists and mappings by the names of its fields. */
    public static Map<String, Object> fields(PolicyObject object) {
        return DocumentWriter.fields(object);
    }

    /** The document that says what a snapshot holds; of secrets their digests. */
    public String export(PolicySnapshot snapshot) {
        return new DocumentWriter(snapshot).write();
    }

    /** The mounted file that manages the object, so that nothing else may change it. */
    public Optional<String> managedBy(Kind kind, String key) {
        return policy.current().managedBy(kind, key);
    }

    public Optional<String> managedBy(PolicyObject object) {
        return managedBy(object.kind(), object.key());
    }
}
