package dev.atlasgateway.document;

import dev.atlasgateway.policy.ObjectKind;
import dev.atlasgateway.policy.PolicyObject;
import dev.atlasgateway.policy.PolicySnapshot;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes a snapshot as {@link DocumentReader} reads it, and leaves out what has its default. */
final class DocumentWriter {

    private DocumentWriter() {}

    static String write(PolicySnapshot snapshot) {
        var document = new LinkedHashMap<String, Object>();
        for (var kind : ObjectKind.values()) {
            var objects = snapshot.objects(kind);
            if (!objects.isEmpty()) {
                put(document, kind.description().section(), section(kind, objects));
            }
        }
        if (document.isEmpty()) {
            document.put("teams", Map.of()); // a document is never empty
        }
        var options = new DumperOptions();
        options.setWidth(1000); // an object a line, so that people can search and compare
        var text = new StringWriter();
        new Yaml(options).serialize(node(document, FlowStyle.BLOCK), text);
        return text.toString();
    }

    @SuppressWarnings("unchecked") // only sections are on the way
    private static void put(Map<String, Object> document, List<String> path, Node section) {
        var outer = document;
        for (var key : path.subList(0, path.size() - 1)) {
            outer = (Map<String, Object>) outer.computeIfAbsent(key, any -> new LinkedHashMap<String, Object>());
        }
        outer.put(path.getLast(), section);
    }

    private static Node section(ObjectKind kind, List<PolicyObject> objects) {
        var description = kind.description();
        var style = kind == ObjectKind.GUARDRAIL ? FlowStyle.BLOCK : FlowStyle.FLOW; // expressions have several lines
        if (description.isList()) {
            var items = objects.stream()
                    .map(object -> node(description.write(object), style))
                    .toList();
            return new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
        }
        var byKey = new LinkedHashMap<String, Object>();
        objects.forEach(object -> byKey.put(object.key(), node(description.write(object), style)));
        return node(byKey, FlowStyle.BLOCK);
    }

    /** Returns the node of a text, number, flag, list or map; a node stands for itself. */
    private static Node node(Object value, FlowStyle style) {
        return switch (value) {
            case Node node -> node;
            case Map<?, ?> map -> {
                var entries = new ArrayList<NodeTuple>();
                map.forEach((key, inner) ->
                        entries.add(new NodeTuple(scalar(Tag.STR, key, ScalarStyle.PLAIN), node(inner, style))));
                yield new MappingNode(Tag.MAP, entries, entries.isEmpty() ? FlowStyle.FLOW : style);
            }
            case List<?> list ->
                new SequenceNode(
                        Tag.SEQ, list.stream().map(item -> node(item, style)).toList(), FlowStyle.FLOW);
            case Boolean flag -> scalar(Tag.BOOL, flag, ScalarStyle.PLAIN);
            case Number number -> scalar(Tag.INT, number, ScalarStyle.PLAIN);
            default -> {
                var lines = style == FlowStyle.BLOCK && value.toString().indexOf('\n') >= 0;
                yield scalar(Tag.STR, value, lines ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
            }
        };
    }

    private static Node scalar(Tag tag, Object value, ScalarStyle style) {
        return new ScalarNode(tag, value.toString(), null, null, style);
    }
}
