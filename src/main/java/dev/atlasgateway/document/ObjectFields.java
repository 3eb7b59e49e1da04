package dev.atlasgateway.document;

import dev.atlasgateway.policy.Kind;
import dev.atlasgateway.policy.PolicyObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One object read from plain values, by the rules and in the words of the document.
 *
 * @param object null if there are faults
 * @param attempt the object with something else for what could not be read, to find out what else is wrong with it; null
 *     where too much could not
 * @param faults everything wrong with it; their lines mean nothing
 * @param plainSecrets how many secrets stood there as they are, not as digests
 */
public record ObjectFields(
        @Nullable PolicyObject object, @Nullable PolicyObject attempt, List<DocumentFault> faults, int plainSecrets) {

    private static final Mark NOWHERE = new Mark("", 0, 0, 0, new int[0], 0);

    /**
     * The inverse of {@link PolicyDocuments#fields}.
     *
     * @param key what the document has the object under; of no meaning to grants, which are a list there
     * @param fields texts, numbers, flags, nulls, lists and mappings
     */
    public static ObjectFields read(Kind kind, String key, Map<String, ?> fields) {
        var faults = new DocumentFaults();
        var reader = new DocumentReader();
        reader.read(kind, key, new DocumentNode(faults, "", NOWHERE, node(fields)));
        var attempt = reader.objects().isEmpty() ? null : reader.objects().getFirst();
        return new ObjectFields(faults.isEmpty() ? attempt : null, attempt, faults.inOrder(), reader.plainSecrets());
    }

    private static Node node(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> mapping -> {
                var entries = new ArrayList<NodeTuple>();
                mapping.forEach((key, inner) -> entries.add(new NodeTuple(node(key), node(inner))));
                yield new MappingNode(Tag.MAP, true, entries, NOWHERE, NOWHERE, FlowStyle.FLOW);
            }
            case List<?> list ->
                new SequenceNode(
                        Tag.SEQ,
                        true,
                        list.stream().map(ObjectFields::node).toList(),
                        NOWHERE,
                        NOWHERE,
                        FlowStyle.FLOW);
            case null -> scalar(Tag.NULL, "");
            case Boolean flag -> scalar(Tag.BOOL, flag.toString());
            case Number number -> scalar(Tag.INT, number.toString());
            default -> scalar(Tag.STR, value.toString());
        };
    }

    private static Node scalar(Tag tag, String text) {
        return new ScalarNode(tag, text, NOWHERE, NOWHERE, ScalarStyle.PLAIN);
    }
}
