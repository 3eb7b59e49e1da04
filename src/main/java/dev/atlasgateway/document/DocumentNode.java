package dev.atlasgateway.document;

import dev.atlasgateway.policy.Spelling;
import dev.atlasgateway.policy.field.RawValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a YAML document that knows its place.
 *
 * @param mark the place to show: at its key, if it has one
 * @param encryption encrypts the private keys inside; null if it is not part of an API key, or if API keys are off
 */
record DocumentNode(
        DocumentFaults faults,
        String path,
        Mark mark,
        Node node,
        @Nullable UnaryOperator<String> encryption) implements RawValue {

    /** More characters of a key are not shown, because the path of each value inside would repeat them. */
    private static final int MAX_SHOWN = 100;

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    DocumentNode(DocumentFaults faults, String path, Mark mark, Node node) {
        this(faults, path, mark, node, null);
    }

    /** Returns this value as part of an API key. */
    DocumentNode encryptingBy(UnaryOperator<String> privateKeys) {
        return new DocumentNode(faults, path, mark, node, privateKeys);
    }

    private DocumentNode inner(String innerPath, Mark innerMark, Node inner) {
        return new DocumentNode(faults, innerPath, innerMark, inner, encryption);
    }

    /** Returns the values of a mapping by their keys; none for null. */
    Map<String, DocumentNode> entries() {
        var entries = new LinkedHashMap<String, DocumentNode>();
        if (node instanceof MappingNode mapping) {
            for (var tuple : mapping.getValue()) {
                var mark = tuple.getKeyNode().getStartMark();
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    faults.add(mark, path, "has a key that is not a word");
                    continue;
                }
                var name = path.isEmpty() ? shown(key) : path + "." + shown(key);
                var first = entries.putIfAbsent(key.getValue(), inner(name, mark, tuple.getValueNode()));
                if (first != null) {
                    faults.add(mark, name, "stands here twice; first on line " + (first.mark.getLine() + 1));
                }
            }
        } else if (!isNull()) {
            fault("must be a mapping, key: value");
        }
        return entries;
    }

    private static String shown(ScalarNode key) {
        var name = key.getValue();
        return name.length() > MAX_SHOWN ? name.substring(0, MAX_SHOWN) + "…" : name;
    }

    @Override
    public DocumentFields fields(List<String> known) {
        var entries = entries();
        entries.forEach((key, at) -> {
            if (!known.contains(key)) {
                faults.add(at.mark, at.path, unknownKey(key, known));
            }
        });
        return new DocumentFields(this, entries);
    }

    static String unknownKey(String key, List<String> known) {
        var hint = Spelling.hint(key, known);
        return "is not a key here" + (hint.isEmpty() ? "; use " + String.join(", ", known) : hint);
    }

    /** The values of a mapping, by their keys. */
    record DocumentFields(DocumentNode mapping, Map<String, DocumentNode> values) implements Fields {

        @Override
        public @Nullable DocumentNode get(String key) {
            return values.get(key);
        }

        @Override
        public void missing(String key) {
            mapping.missing(key);
        }
    }

    @Override
    public List<DocumentNode> items() {
        var items = new ArrayList<DocumentNode>();
        if (node instanceof SequenceNode sequence) {
            for (var item : sequence.getValue()) {
                items.add(inner(path + "[" + items.size() + "]", item.getStartMark(), item));
            }
        } else if (!isNull()) {
            fault("must be a list");
        }
        return items;
    }

    /** Returns any scalar as it is written, so that an id that consists of digits needs no quotes. */
    @Override
    public @Nullable String text() {
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            return fault("must be a text");
        }
        if (!scalar.getTag().startsWith(Tag.PREFIX)) {
            return fault("has the tag " + scalar.getTag().getValue() + ", which means nothing here");
        }
        return scalar.getValue().strip();
    }

    @Override
    public String scalar() {
        return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
    }

    @Override
    public boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    @Override
    public void notePlainSecret() {
        faults.addPlainSecret();
    }

    @Override
    public @Nullable String encrypt(String privateKey) {
        return encryption == null ? null : encryption.apply(privateKey);
    }

    @Override
    public <V> @Nullable V fault(String sentence) {
        faults.add(node.getStartMark(), path, sentence);
        return null;
    }

    /** Notes that a key is absent, unless the value is not a mapping at all, which is noted already. */
    private void missing(String key) {
        if (node instanceof MappingNode || isNull()) {
            faults.add(mark, path.isEmpty() ? key : path + "." + key, "is missing");
        }
    }

    /** Adds a fault of a value inside, such as {@code secrets[0].sha256}, as near to it as the document goes. */
    void faultInside(String field, String sentence, DocumentFaults target) {
        var at = mark;
        var inner = node;
        var steps = STEP.matcher(field);
        while (steps.find()) {
            var next = inner instanceof SequenceNode sequence && steps.group(2) != null
                    ? sequence.getValue().get(Integer.parseInt(steps.group(2)))
                    : value(inner, steps.group());
            if (next == null) {
                break;
            }
            inner = next;
            at = inner.getStartMark();
        }
        target.add(at, field.isEmpty() ? path : path + "." + field, sentence);
    }

    private static @Nullable Node value(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .map(tuple -> tuple.getValueNode())
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
