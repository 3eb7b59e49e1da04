package dev.atlasgateway.document;

import dev.atlasgateway.policy.Edit;
import dev.atlasgateway.policy.InvalidPolicyException;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicyRules;
import dev.atlasgateway.policy.PolicySnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy document, read from YAML and checked as a whole.
 *
 * @param objects everything that could be read
 * @param faults everything that is wrong with it, in its order
 * @param warnings what is probably a mistake, in its order; none if there are faults
 * @param onlyManaged whether the only faults are changes of objects that a mounted file manages
 * @param plainSecrets the number of secrets in plain text
 */
record PolicyDocument(
        String name,
        List<PolicyObject> objects,
        List<DocumentFault> faults,
        List<DocumentFault> warnings,
        boolean onlyManaged,
        int plainSecrets) {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyDocument.class);

    /** Allows one document at a time, because reading one may take half of the heap. */
    private static final Semaphore TURN = new Semaphore(1, true);

    /**
     * Reads a document, one at a time.
     *
     * @param name its name in messages
     * @param policy the policy in force
     * @param staying the owners of the objects that stay although the document does not contain them, and are checked
     *     with it
     */
    static PolicyDocument read(String name, byte[] yaml, PolicyRules rules, PolicySnapshot policy, Ownership staying) {
        TURN.acquireUninterruptibly();
        try {
            return readInTurn(name, yaml, rules, policy, staying);
        } finally {
            TURN.release();
        }
    }

    private static PolicyDocument readInTurn(
            String name, byte[] yaml, PolicyRules rules, PolicySnapshot policy, Ownership staying) {
        var faults = new DocumentFaults();
        var root = YamlText.compose(yaml, YamlBounds.HERE, faults);
        var reader = new DocumentReader(faults, rules.encryption());
        var valid = false;
        if (root != null) {
            reader.read(new DocumentNode(faults, "", root.getStartMark(), root));
            var puts = new ArrayList<Edit>();
            reader.objects().forEach(object -> puts.add(new Edit.Put(object)));
            var named = names(reader.objects());
            policy.objects()
                    .filter(object -> staying.stays(policy, object) && !named.contains(name(object)))
                    .forEach(object -> puts.add(new Edit.Put(object)));
            rules.faults(puts, PolicySnapshot.EMPTY.with(puts, 0)).forEach(fault -> reader.locate(fault, faults));
            valid = faults.isEmpty();
            reader.objects().stream()
                    .filter(object -> staying.stays(policy, object) && staying == Ownership.DOCUMENTS)
                    .forEach(object -> reader.locateIfChanged(object, policy));
        }
        var warnings = new DocumentFaults();
        if (faults.isEmpty()) {
            rules.warnings(reader.objects().stream()).forEach(warning -> reader.locate(warning, warnings));
        }
        return new PolicyDocument(
                name,
                reader.objects(),
                faults.inOrder(),
                warnings.inOrder(),
                valid && !faults.isEmpty(),
                faults.plainSecrets());
    }

    /** @throws InvalidPolicyException if anything is wrong with it */
    PolicyDocument orThrow() {
        if (!faults.isEmpty()) {
            throw new InvalidPolicyException(
                    faults.stream().map(fault -> name + ":" + fault).toList());
        }
        return this;
    }

    /** Logs what is probably a mistake. */
    void logWarnings() {
        warnings.forEach(warning -> LOG.warn("{}:{}", name, warning));
        if (plainSecrets > 0) {
            LOG.warn(
                    "{} has {} secrets in plain text; outside a demo write their sha256 instead:"
                            + " printf %s \"$SECRET\" | sha256sum",
                    name, plainSecrets);
        }
    }

    Set<String> names() {
        return names(objects);
    }

    private static Set<String> names(List<PolicyObject> objects) {
        var names = HashSet.<String>newHashSet(objects.size());
        objects.forEach(object -> names.add(name(object)));
        return names;
    }

    static String name(PolicyObject object) {
        return object.kind() + " " + object.key();
    }
}
