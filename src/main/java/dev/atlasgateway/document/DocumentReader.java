package dev.atlasgateway.document;

import static java.util.Objects.requireNonNull;

import dev.atlasgateway.policy.Client;
import dev.atlasgateway.policy.Fault;
import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import dev.atlasgateway.policy.apikey.Ha1Encryption;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the sections of a policy document into objects, and remembers the place of each.
 *
 * <p>If a value is missing or cannot be read, that is noted, and a stand-in takes its place if possible. So the other
 * faults of the object are found too, and objects that refer to it are not blamed.
 */
final class DocumentReader {

    private final DocumentFaults faults;
    private final Ha1Encryption encryption;
    private final Map<PolicyObject, DocumentNode> objects = new IdentityHashMap<>(); // equal objects have two places
    private final Map<String, DocumentNode> listed = new HashMap<>();

    /**
     * @param faults takes what is wrong with the document
     * @param encryption encrypts private keys of API keys that the document contains in plain text
     */
    DocumentReader(DocumentFaults faults, Ha1Encryption encryption) {
        this.faults = faults;
        this.encryption = encryption;
    }

    /** Returns everything that could be read. */
    List<PolicyObject> objects() {
        return List.copyOf(objects.keySet());
    }

    /** Adds a fault at the place of its object; of the whole document if it does not contain the object. */
    void locate(Fault fault, DocumentFaults target) {
        var node = objects.get(fault.object());
        if (node == null) {
            target.add("leaves out what %s needs, which stands elsewhere: %s"
                    .formatted(PolicyDocument.name(fault.object()), fault.sentence()));
        } else {
            node.faultInside(fault.field(), fault.sentence(), target);
        }
    }

    /** Notes if the document would change an object that a mounted file manages. */
    void locateIfChanged(PolicyObject object, PolicySnapshot policy) {
        if (!policy.find(object.kind(), object.key()).equals(Optional.of(object))) {
            requireNonNull(objects.get(object))
                    .faultInside(
                            "",
                            "is managed by the file "
                                    + policy.managedBy(object.kind(), object.key())
                                            .orElseThrow() + "; change it there",
                            faults);
        }
    }

    void read(DocumentNode document) {
        read(document, 0, List.of(ObjectKind.values()));
    }

    /** @param depth the number of keys that lead to the node */
    private void read(DocumentNode node, int depth, List<ObjectKind> kinds) {
        var byKey = bySection(kinds, depth);
        var sections = node.fields(List.copyOf(byKey.keySet()));
        byKey.forEach((key, inside) -> {
            var section = sections.get(key);
            if (section != null && inside.getFirst().description().section().size() > depth + 1) {
                read(section, depth + 1, inside);
            } else if (section != null) {
                read(section, inside.getFirst());
            }
        });
    }

    /** Returns the kinds by the key of their section at this depth, in the order of a document. */
    static Map<String, List<ObjectKind>> bySection(List<ObjectKind> kinds, int depth) {
        return kinds.stream()
                .collect(Collectors.groupingBy(
                        kind -> kind.description().section().get(depth), LinkedHashMap::new, Collectors.toList()));
    }

    private void read(DocumentNode section, ObjectKind kind) {
        if (kind.description().isList()) {
            section.items().forEach(item -> read(kind, "", item));
        } else {
            section.entries().forEach((key, node) -> read(kind, key, encrypting(kind, key, node)));
        }
    }

    private DocumentNode encrypting(ObjectKind kind, String key, DocumentNode node) {
        return kind == ObjectKind.CLIENT && Client.isApiKey(key) && encryption.isOn()
                ? node.encryptingBy(privateKey -> encryption.encrypt(key, privateKey))
                : node;
    }

    private void read(ObjectKind kind, String key, DocumentNode node) {
        var before = faults.count();
        var object = kind.description().read(key, node);
        if (object == null) {
            return;
        }
        var readable = faults.count() == before;
        var first = readable && kind.description().isList() ? listed.putIfAbsent(object.key(), node) : null;
        if (first == null) {
            objects.put(object, node);
        } else {
            node.fault("is the same %s as %s on line %d"
                    .formatted(kind, first.path(), first.mark().getLine() + 1));
        }
    }
}
